package packet

// icmpHeader is the ICMP header in bytes, with the four that each type uses in
// its own way (RFC 792).
const icmpHeader = 8

// ICMP types (IANA, icmp-parameters).
const (
	icmpEchoReply   = 0
	icmpUnreachable = 3
	icmpQuench      = 4
	icmpRedirect    = 5
	icmpEcho        = 8
	icmpExceeded    = 11
	icmpParameter   = 12

	icmpFragNeeded = 4 // code of icmpUnreachable
)

func (d *decoder) icmp(f *Fields, p part) {
	b := p.bytes
	f.Payload = nil
	f.ICMPType, f.ICMPCode = int(u8(b, 0)), int(u8(b, 1))
	if len(b) < icmpHeader {
		if !p.quoted {
			d.short(p, "ICMP", icmpHeader)
		}
		return
	}
	f.Header = icmpHeader
	f.Payload = capped(b, icmpHeader, len(b))
	switch {
	case f.isEcho():
		f.EchoID, f.EchoSeq = u16(b, 4), u16(b, 6)
	case f.isICMPError() && !p.quoted: // an error never quotes an error (RFC 1122 3.2.2)
		if f.isFragNeeded() {
			f.NextMTU = int(u16(b, 6))
		}
		q := blank()
		inner := p.from(icmpHeader)
		inner.quoted = true
		d.ip(&q, inner)
		if len(inner.bytes) > 0 {
			f.Quoted = &q
		}
	}
}

func (f *Fields) isEcho() bool {
	return f.ICMPType == icmpEcho || f.ICMPType == icmpEchoReply
}

// isICMPError tells whether the ICMP message quotes the packet it is about.
func (f *Fields) isICMPError() bool {
	switch f.ICMPType {
	case icmpUnreachable, icmpQuench, icmpRedirect, icmpExceeded, icmpParameter:
		return true
	}
	return false
}

func (f *Fields) isFragNeeded() bool {
	return f.ICMPType == icmpUnreachable && f.ICMPCode == icmpFragNeeded
}

// icmpNames are type and code in words; a row with code -1 is for all codes.
var icmpNames = []struct {
	kind, code int
	name       string
}{
	{icmpEchoReply, 0, "echo reply"},
	{icmpEcho, 0, "echo request"},
	{icmpUnreachable, 0, "network unreachable"},
	{icmpUnreachable, 1, "host unreachable"},
	{icmpUnreachable, 2, "protocol unreachable"},
	{icmpUnreachable, 3, "port unreachable"},
	{icmpUnreachable, icmpFragNeeded, "fragmentation needed"},
	{icmpUnreachable, 13, "administratively prohibited"},
	{icmpUnreachable, -1, "unreachable"},
	{icmpQuench, -1, "source quench"},
	{icmpRedirect, -1, "redirect"},
	{icmpExceeded, 0, "time to live exceeded"},
	{icmpExceeded, 1, "reassembly time exceeded"},
	{icmpParameter, -1, "parameter problem"},
}

// ICMPName says what an ICMP type and code mean: "port unreachable" for 3, 3;
// "" if it has no name here.
func ICMPName(kind, code int) string {
	for _, n := range icmpNames {
		if n.kind == kind && (n.code == code || n.code == -1) {
			return n.name
		}
	}
	return ""
}
