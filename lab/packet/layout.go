package packet

import (
	"fmt"
	"strconv"
	"strings"
)

// Layout says where each field of a packet stands, in order of the bytes. The
// spans cover every bit of raw exactly once, broken packets included: what
// cannot be read is a span that says so. Decode does not need it; call it for
// the packet that somebody looks at.
func Layout(raw []byte) []Span {
	l := layout{raw: raw}
	l.ip(len(raw))
	l.prefix = ""
	l.rest("data", "after the packet", len(raw), sizeText)
	return l.spans
}

// layout writes spans one after the other; at and bit are how far it has come.
type layout struct {
	raw    []byte
	at     int  // byte
	bit    int  // bit in that byte
	end    int  // the layer ends before this byte
	laid   bool // the last field was all there
	prefix string
	layer  string
	spans  []Span
}

// begin starts a layer that ends at byte end of raw.
func (l *layout) begin(layer string, end int) { l.layer, l.end = layer, end }

// field lays out the next n bits as a field, and gives its number; n is at
// most 64. If they are not all there it lays out what is left, and the layer
// is over: all later fields of it are 0 and take no room.
func (l *layout) field(name string, n int) uint64 {
	l.laid = false
	if l.at >= l.end {
		return 0
	}
	first := l.at*8 + l.bit
	last := first + n
	if last > l.end*8 {
		l.span(name, "cut short", l.end*8-first)
		return 0
	}
	var v uint64
	for i := first; i < last; i++ {
		v = v<<1 | uint64(l.raw[i/8]>>(7-i%8)&1)
	}
	l.span(name, strconv.FormatUint(v, 10), n)
	l.laid = true
	return v
}

// say replaces the text of the last field, if it was all there.
func (l *layout) say(format string, args ...any) {
	if l.laid {
		l.spans[len(l.spans)-1].Text = fmt.Sprintf(format, args...)
	}
}

// span appends the next n bits, n > 0, and moves on.
func (l *layout) span(name, text string, n int) {
	s := Span{Layer: l.prefix + l.layer, Name: name, Text: text, From: l.at, Bit: l.bit, Bits: n}
	past := l.at*8 + l.bit + n
	s.To = (past + 7) / 8
	if s.Bit == 0 && n%8 == 0 {
		s.Bits = 0
	}
	l.at, l.bit = past/8, past%8
	l.spans = append(l.spans, s)
}

// rest lays out all bytes before end as one span.
func (l *layout) rest(layer, name string, end int, text func([]byte) string) {
	l.begin(layer, end)
	if l.at < end {
		said := text(l.raw[l.at:end])
		l.span(name, said, (end-l.at)*8-l.bit)
	}
}

// sizeText and dataText are the texts of bytes without a meaning of their own.
func sizeText(b []byte) string {
	if len(b) == 1 {
		return "1 byte"
	}
	return strconv.Itoa(len(b)) + " bytes"
}

func dataText(b []byte) string {
	const most = 24
	if len(b) > most {
		return sizeText(b) + " " + strconv.QuoteToASCII(string(b[:most])) + "..."
	}
	return sizeText(b) + " " + strconv.QuoteToASCII(string(b))
}

// ip lays out the IPv4 packet that ends at byte end at the latest.
func (l *layout) ip(end int) {
	b := l.raw[l.at:end]
	l.begin("IPv4", end)
	if len(b) > 0 && b[0]>>4 != 4 {
		l.begin("IP", end)
		l.field("version", 4)
		l.rest("data", "not decoded", end, sizeText)
		return
	}
	l.field("version", 4)
	header := int(l.field("header length", 4)) * 4
	l.say("%d bytes", header)
	l.field("DSCP", 6)
	l.field("ECN", 2)
	total := int(l.field("total length", 16))
	l.say("%d bytes", total)
	id := l.field("identification", 16)
	l.say("0x%04x", id)
	l.field("reserved flag", 1)
	l.field("don't fragment", 1)
	more := l.field("more fragments", 1)
	offset := l.field("fragment offset", 13) * 8
	l.say("%d bytes", offset)
	l.field("time to live", 8)
	proto := uint8(l.field("protocol", 8))
	l.say("%d %s", proto, protoOf(proto))
	l.ipChecksum(b, header)
	l.addr("source address")
	l.addr("destination address")
	if header < ipMin || header > len(b) || total < header {
		l.rest("data", "not decoded", end, sizeText)
		return
	}
	if n := header - ipMin; n > 0 {
		l.span("options", fmt.Sprintf("%x", b[ipMin:header]), n*8)
	}
	packet := end - len(b) + min(total, len(b))
	whole := total <= len(b) && more == 0 && offset == 0
	l.transport(proto, b[12:20], whole, offset > 0, packet)
}

func (l *layout) transport(proto uint8, addrs []byte, whole, later bool, end int) {
	switch {
	case later:
		l.rest("data", "fragment", end, dataText)
	case proto == protoTCP:
		l.tcp(addrs, whole, end)
	case proto == protoUDP:
		l.udp(addrs, whole, end)
	case proto == protoICMP:
		l.icmp(whole, end)
	default:
		l.rest("data", "payload", end, dataText)
	}
}

func (l *layout) ipChecksum(b []byte, header int) {
	got := uint16(l.field("header checksum", 16))
	if header >= ipMin && header <= len(b) {
		l.checksum(got, headerOK(b[:header]), rightSum(0, b[:header], 10))
	} else {
		l.say("0x%04x not checked", got)
	}
}

// checksum says whether the last field holds the right sum.
func (l *layout) checksum(got uint16, ok bool, right uint16) {
	if ok {
		l.say("0x%04x right", got)
	} else {
		l.say("0x%04x wrong, 0x%04x is right", got, right)
	}
}

func (l *layout) addr(name string) {
	a := l.field(name, 32)
	l.say("%d.%d.%d.%d", a>>24, a>>16&255, a>>8&255, a&255)
}

// sackText reads SACK blocks: "1001-2001 3001-4001".
func sackText(value []byte) string {
	var blocks []string
	for ; len(value) >= 8; value = value[8:] {
		blocks = append(blocks, fmt.Sprintf("%d-%d", u32(value, 0), u32(value, 4)))
	}
	return strings.Join(blocks, " ")
}
