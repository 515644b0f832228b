// Package packet turns bytes into fields, with the place of every field, and
// fields into one line of text. It is pure: no socket, no clock, no stack.
//
// We decode ourselves because a pane must show where every field stands, to
// the bit, and a broken packet must still give what can be read of it; the
// tests hold our word against github.com/gopacket/gopacket.
package packet

import "net/netip"

// Proto is the protocol a packet carries, by the name people say.
type Proto string

const (
	TCP     Proto = "TCP"
	UDP     Proto = "UDP"
	ICMP    Proto = "ICMP"
	Unknown Proto = "?"
)

// Flags are TCP's control bits in the order of the header (RFC 9293 3.1).
type Flags uint8

const (
	FIN Flags = 1 << iota
	SYN
	RST
	PSH
	ACK
	URG
	ECE
	CWR
)

// Fields are a decoded packet. Numbers are in host order; what a broken packet
// does not tell is 0 (WindowScale -1, an address the zero Addr).
type Fields struct {
	Proto            Proto
	IPProto          uint8 // the number in the IP header: 1 ICMP, 6 TCP, 17 UDP
	SrcAddr, DstAddr netip.Addr
	TTL              int
	IPID             uint16
	IPHeader         int // bytes of IP header; 0 if it is not all there
	Total            int // bytes of the whole packet, as its header says

	SrcPort, DstPort uint16 // TCP, UDP; of ICMP and of later fragments 0
	Header           int    // bytes of TCP, UDP or ICMP header; 0 if it is not all there
	Payload          []byte // part of the decoded bytes, not a copy
	Flags            Flags  // TCP
	Seq, Ack         uint32 // TCP, as on the wire
	Window           int    // TCP: the 16 bits as sent, not scaled
	MSS              int    // TCP option; 0 = absent
	WindowScale      int    // TCP option, shift count as sent; -1 = absent
	SACKPermitted    bool
	Timestamps       bool
	TSVal, TSEcr     uint32

	ICMPType, ICMPCode int
	EchoID, EchoSeq    uint16  // ICMP echo and its reply
	NextMTU            int     // bytes, of ICMP 3/4 "fragmentation needed" (RFC 1191 section 4)
	Quoted             *Fields // the packet an ICMP error quotes; nil = none

	FragOffset    int // bytes
	MoreFragments bool

	// ChecksumOK: IP header and transport checksum are both right. Where the
	// transport's cannot be known (a fragment, a quoted packet that was cut
	// short) it speaks of the IP header alone.
	ChecksumOK bool
}

// Fragment tells whether the packet is a piece of a larger one.
func (f *Fields) Fragment() bool { return f.FragOffset > 0 || f.MoreFragments }

// Span is one field's place in the packet.
type Span struct {
	Layer string // "IPv4", "TCP", "UDP", "ICMP", "data"; "quoted TCP" ... inside an ICMP error
	Name  string // "source port"
	Text  string // its value for people: "54321"
	From  int    // first byte
	To    int    // one past the last byte
	Bit   int    // first bit in byte From, 0 = the most significant
	Bits  int    // number of bits; 0 = whole bytes
}
