package packet

import (
	"fmt"
	"net/netip"
	"strings"
)

// Line says a packet in one line:
//
//	TCP 127.0.0.1:40000 > 127.0.0.1:8080 SYN seq=123 win=65495 len=0
//	TCP 127.0.0.1:8080 > 127.0.0.1:40000 SYN,ACK seq=7 ack=124 win=65483 len=0
//	UDP 127.0.0.1:40000 > 127.0.0.1:5353 len=5
//	ICMP 127.0.0.1 > 127.0.0.1 3/3 port unreachable
//	ICMP 127.0.0.1 > 127.0.0.1 8/0 echo request id=1 seq=2 len=56
//	UDP 127.0.0.1 > 127.0.0.1 frag=1480+ len=1480
//	? 127.0.0.1 > 224.0.0.22 proto=2 len=16
//
// seq and ack are as on the wire, win is not scaled; frag is a fragment's
// offset in bytes, with a + if more follow; an address that could not be read
// is "?".
func Line(f Fields) string {
	var b strings.Builder
	ports := (f.Proto == TCP || f.Proto == UDP) && f.FragOffset == 0
	fmt.Fprintf(&b, "%s %s > %s", f.Proto, endpoint(f.SrcAddr, f.SrcPort, ports), endpoint(f.DstAddr, f.DstPort, ports))
	if f.Fragment() {
		fmt.Fprintf(&b, " frag=%d", f.FragOffset)
		if f.MoreFragments {
			b.WriteByte('+')
		}
	}
	if f.Proto == Unknown {
		fmt.Fprintf(&b, " proto=%d", f.IPProto)
	}
	if f.FragOffset == 0 {
		f.lineTCP(&b)
		f.lineICMP(&b)
	}
	if !f.quotes() {
		fmt.Fprintf(&b, " len=%d", len(f.Payload))
	}
	return b.String()
}

// quotes: the line of an ICMP error has no length, which would be the quote's.
func (f *Fields) quotes() bool {
	return f.Proto == ICMP && f.FragOffset == 0 && f.isICMPError()
}

func (f *Fields) lineTCP(b *strings.Builder) {
	if f.Proto != TCP {
		return
	}
	fmt.Fprintf(b, " %s seq=%d", f.Flags, f.Seq)
	if f.Flags.Has(ACK) {
		fmt.Fprintf(b, " ack=%d", f.Ack)
	}
	fmt.Fprintf(b, " win=%d", f.Window)
}

func (f *Fields) lineICMP(b *strings.Builder) {
	if f.Proto != ICMP {
		return
	}
	fmt.Fprintf(b, " %d/%d", f.ICMPType, f.ICMPCode)
	if name := ICMPName(f.ICMPType, f.ICMPCode); name != "" {
		b.WriteString(" " + name)
	}
	switch {
	case f.isEcho():
		fmt.Fprintf(b, " id=%d seq=%d", f.EchoID, f.EchoSeq)
	case f.isFragNeeded():
		fmt.Fprintf(b, " mtu=%d", f.NextMTU)
	}
}

const nowhere = "?"

func endpoint(a netip.Addr, port uint16, ports bool) string {
	switch {
	case !a.IsValid():
		return nowhere
	case ports:
		return netip.AddrPortFrom(a, port).String()
	}
	return a.String()
}
