package packet

import (
	"encoding/binary"
	"fmt"
	"net/netip"
)

// Broken says where a packet stops making sense.
type Broken struct {
	Layer string // "IP", "IPv4", "TCP", "UDP", "ICMP"; "quoted TCP" ... inside an ICMP error
	At    int    // byte of the packet, 0 = the first
	Found string
	Want  string
}

func (b *Broken) Error() string {
	return fmt.Sprintf("%s at byte %d: found %s, expected %s", b.Layer, b.At, b.Found, b.Want)
}

// Decode reads an IPv4 packet with TCP, UDP or ICMP in it. It never panics. A
// packet that is short or broken gives the fields that could be read and a
// *Broken that names the first place that made no sense. An IPv6 packet is
// such an error. Bytes after the packet's total length are left alone.
func Decode(raw []byte) (Fields, error) {
	f := blank()
	var d decoder
	d.ip(&f, part{bytes: raw})
	if d.err != nil {
		return f, d.err
	}
	return f, nil
}

// blank is what is known of a packet of which nothing was read.
func blank() Fields { return Fields{Proto: Unknown, WindowScale: -1} }

// decoder remembers the first thing that was wrong.
type decoder struct{ err *Broken }

// part is some of the packet's bytes, from byte at on.
type part struct {
	bytes  []byte
	at     int
	quoted bool // inside an ICMP error, which may cut the packet short
}

// from is the part that starts n bytes later.
func (p part) from(n int) part {
	p.bytes = p.bytes[n:]
	p.at += n
	return p
}

// layer names a layer of this part.
func (p part) layer(name string) string {
	if p.quoted {
		return "quoted " + name
	}
	return name
}

func (d *decoder) fail(p part, layer string, at int, found, want string) {
	if d.err == nil {
		d.err = &Broken{Layer: p.layer(layer), At: p.at + at, Found: found, Want: want}
	}
}

// short fails because the bytes end inside a header.
func (d *decoder) short(p part, layer string, header int) {
	d.fail(p, layer, len(p.bytes), fmt.Sprintf("the end after %d bytes", len(p.bytes)),
		fmt.Sprintf("a header of %d bytes", header))
}

// u8, u16, u32 and addr4 read at an offset, and give the zero value if the
// bytes are not all there.
func u8(b []byte, at int) uint8 {
	if len(b) < at+1 {
		return 0
	}
	return b[at]
}

func u16(b []byte, at int) uint16 {
	if len(b) < at+2 {
		return 0
	}
	return binary.BigEndian.Uint16(b[at:])
}

func u32(b []byte, at int) uint32 {
	if len(b) < at+4 {
		return 0
	}
	return binary.BigEndian.Uint32(b[at:])
}

func addr4(b []byte, at int) netip.Addr {
	if len(b) < at+4 {
		return netip.Addr{}
	}
	return netip.AddrFrom4([4]byte(b[at:]))
}

// capped is b[from:to] that an append cannot run over.
func capped(b []byte, from, to int) []byte { return b[from:to:to] }
