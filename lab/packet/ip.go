package packet

import "fmt"

// Protocol numbers of the IPv4 header (IANA, protocol-numbers).
const (
	protoICMP = 1
	protoTCP  = 6
	protoUDP  = 17
)

// ipMin is the IPv4 header without options, in bytes (RFC 791 section 3.1).
const ipMin = 20

// protoOf names the protocols that are decoded.
func protoOf(number uint8) Proto {
	switch number {
	case protoICMP:
		return ICMP
	case protoTCP:
		return TCP
	case protoUDP:
		return UDP
	}
	return Unknown
}

// ip reads the IPv4 header and then what it carries.
func (d *decoder) ip(f *Fields, p part) {
	b := p.bytes
	if len(b) == 0 {
		d.fail(p, "IP", 0, "no bytes", "an IPv4 packet")
		return
	}
	switch v := b[0] >> 4; v {
	case 4:
	case 6:
		d.fail(p, "IP", 0, "version 6 (IPv6)", "version 4: IPv6 is not decoded yet")
		return
	default:
		d.fail(p, "IP", 0, fmt.Sprintf("version %d", v), "version 4")
		return
	}
	f.Total = int(u16(b, 2))
	f.IPID = u16(b, 4)
	f.MoreFragments = u8(b, 6)&0x20 != 0
	f.FragOffset = int(u16(b, 6)&0x1fff) * 8
	f.TTL = int(u8(b, 8))
	f.IPProto = u8(b, 9)
	if len(b) > 9 {
		f.Proto = protoOf(f.IPProto)
	}
	f.SrcAddr, f.DstAddr = addr4(b, 12), addr4(b, 16)

	body, whole, ok := d.ipBody(f, p)
	if !ok {
		return
	}
	f.ChecksumOK = headerOK(b[:f.IPHeader])
	switch {
	case whole && !f.Fragment():
		f.ChecksumOK = f.ChecksumOK && bodyOK(f.IPProto, b[12:20], body.bytes)
	case !whole && !p.quoted:
		f.ChecksumOK = false // it cannot be right: bytes are missing
	}
	d.body(f, body)
}

// ipBody finds what the IP header is in front of. whole: all of it is there.
func (d *decoder) ipBody(f *Fields, p part) (body part, whole, ok bool) {
	b := p.bytes
	header := int(b[0]&15) * 4
	switch {
	case header < ipMin:
		d.fail(p, "IPv4", 0, fmt.Sprintf("header length %d", header), "20 to 60 bytes")
		return body, false, false
	case len(b) < header:
		d.short(p, "IPv4", header)
		return body, false, false
	}
	f.IPHeader = header
	if f.Total < header {
		d.fail(p, "IPv4", 2, fmt.Sprintf("total length %d", f.Total),
			fmt.Sprintf("at least the header's %d bytes", header))
		return body, false, false
	}
	whole = f.Total <= len(b)
	if !whole && !p.quoted {
		d.fail(p, "IPv4", 2, fmt.Sprintf("total length %d", f.Total),
			fmt.Sprintf("at most the %d bytes that are there", len(b)))
	}
	body = p.from(header)
	body.bytes = capped(body.bytes, 0, min(f.Total, len(b))-header)
	return body, whole, true
}

// body reads the transport header; only the first fragment has one.
func (d *decoder) body(f *Fields, p part) {
	f.Payload = p.bytes
	if f.FragOffset > 0 {
		return
	}
	switch f.Proto {
	case TCP:
		d.tcp(f, p)
	case UDP:
		d.udp(f, p)
	case ICMP:
		d.icmp(f, p)
	}
}

// cutOK tells whether a layer may end early without being broken.
func cutOK(f *Fields, p part) bool { return p.quoted || f.MoreFragments }
