package packet

import "fmt"

// udpHeader is the UDP header in bytes (RFC 768).
const udpHeader = 8

func (d *decoder) udp(f *Fields, p part) {
	b := p.bytes
	f.Payload = nil
	f.SrcPort, f.DstPort = u16(b, 0), u16(b, 2)
	if len(b) < udpHeader {
		if !p.quoted {
			d.short(p, "UDP", udpHeader)
		}
		return
	}
	f.Header = udpHeader
	size := int(u16(b, 4))
	switch {
	case size < udpHeader:
		d.fail(p, "UDP", 4, fmt.Sprintf("length %d", size), "at least the header's 8 bytes")
		return
	case size > len(b) && !cutOK(f, p):
		d.fail(p, "UDP", 4, fmt.Sprintf("length %d", size),
			fmt.Sprintf("at most the %d bytes that are there", len(b)))
	}
	f.Payload = capped(b, udpHeader, min(size, len(b)))
}
