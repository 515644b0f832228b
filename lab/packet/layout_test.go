package packet

import (
	"fmt"
	"testing"
)

// find is the text of a span; the test fails if it is not exactly once there.
func find(t *testing.T, spans []Span, layer, name string) Span {
	t.Helper()
	var found []Span
	for _, s := range spans {
		if s.Layer == layer && s.Name == name {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s %s: found %d spans, expected 1, in %+v", layer, name, len(found), spans)
	}
	return found[0]
}

func TestLayoutSYN(t *testing.T) {
	spans := Layout(fromHex(t, synHex))
	for _, want := range []Span{
		{"IPv4", "version", "4", 0, 1, 0, 4},
		{"IPv4", "header length", "20 bytes", 0, 1, 4, 4},
		{"IPv4", "ECN", "0", 1, 2, 6, 2},
		{"IPv4", "identification", "0x1234", 4, 6, 0, 0},
		{"IPv4", "don't fragment", "1", 6, 7, 1, 1},
		{"IPv4", "fragment offset", "0 bytes", 6, 8, 3, 13},
		{"IPv4", "protocol", "6 TCP", 9, 10, 0, 0},
		{"IPv4", "header checksum", "0x2a86 right", 10, 12, 0, 0},
		{"IPv4", "destination address", "127.0.0.1", 16, 20, 0, 0},
		{"TCP", "source port", "40000", 20, 22, 0, 0},
		{"TCP", "sequence number", "123", 24, 28, 0, 0},
		{"TCP", "header length", "40 bytes", 32, 33, 0, 4},
		{"TCP", "flags", "SYN", 33, 34, 0, 0},
		{"TCP", "window", "65495", 34, 36, 0, 0},
		{"TCP", "checksum", "0x8fce right", 36, 38, 0, 0},
		{"TCP", "MSS", "65495", 40, 44, 0, 0},
		{"TCP", "SACK permitted", "yes", 44, 46, 0, 0},
		{"TCP", "timestamps", "value 1000, echo 0", 46, 56, 0, 0},
		{"TCP", "nop", "", 56, 57, 0, 0},
		{"TCP", "window scale", "shift 7, window x128", 57, 60, 0, 0},
	} {
		if got := find(t, spans, want.Layer, want.Name); got != want {
			t.Errorf("found %+v, expected %+v", got, want)
		}
	}
}

func TestLayoutTexts(t *testing.T) {
	syn, udp, icmp := fromHex(t, synHex), fromHex(t, udpHex), fromHex(t, icmpHex)
	for _, c := range []struct {
		raw               []byte
		layer, name, text string
	}{
		{with(syn, 27, 0x7c), "TCP", "checksum", "0x8fce wrong, 0x8fcd is right"},
		{with(syn, 8, 63), "IPv4", "header checksum", "0x2a86 wrong, 0x2b86 is right"},
		{with(syn, 46, 5, 10, 0, 0, 3, 0xe9, 0, 0, 7, 0xd1), "TCP", "SACK", "1001-2001"},
		{with(syn, 46, 254, 10, 1, 2), "TCP", "option 254", "010203e800000000"},
		{with(syn, 57, 9, 9), "TCP", "option 9", "option 9 of length 9"},
		{with(syn, 59, 15), "TCP", "window scale", "shift 15, more than 14"},
		{with(syn, 46, 0), "TCP", "padding", "13 bytes"},
		{udp, "UDP", "length", "13 bytes"},
		{udp, "UDP", "checksum", "0x0000 not computed"},
		{with(udp, 26, 0x0c, 0xd6), "UDP", "checksum", "0x0cd6 right"},
		{udp, "data", "payload", `5 bytes "hello"`},
		{with(udp, 6, 0x20, 0xb9), "data", "fragment", `13 bytes "\x9c@\x14\xe9\x00\r\x00\x00hello"`},
		{with(udp, 25, 12), "data", "after the datagram", "1 byte"},
		{append(udp[:len(udp):len(udp)], 0, 0), "data", "after the packet", "2 bytes"},
		{udp[:30], "UDP", "checksum", "0x0000 not computed"},
		{udp[:25], "UDP", "length", "cut short"},
		{syn[:10], "IPv4", "protocol", "6 TCP"}, // what comes next must not rename it
		{icmp, "ICMP", "code", "3 port unreachable"},
		{icmp, "ICMP", "checksum", "0x07f4 right"},
		{icmp, "quoted UDP", "destination port", "5353"},
		{icmp, "quoted data", "payload", `5 bytes "hello"`},
		{[]byte{0x60, 0, 0}, "IP", "version", "6"},
		{[]byte{0x60, 0, 0}, "data", "not decoded", "3 bytes"},
	} {
		if got := find(t, Layout(c.raw), c.layer, c.name); got.Text != c.text {
			t.Errorf("%s %s: found %q, expected %q", c.layer, c.name, got.Text, c.text)
		}
	}
}

// tiles checks that the spans cover every bit of raw once, in order.
func tiles(raw []byte, spans []Span) error {
	next := 0
	for _, s := range spans {
		bits := s.Bits
		if bits == 0 {
			bits = (s.To - s.From) * 8
		}
		from := s.From*8 + s.Bit
		switch {
		case from != next:
			return fmt.Errorf("%+v begins at bit %d, expected %d", s, from, next)
		case bits <= 0 || s.Bit < 0 || s.Bit > 7 || s.Layer == "" || s.Name == "":
			return fmt.Errorf("%+v is no field", s)
		case s.To != (from+bits+7)/8 || s.To > len(raw):
			return fmt.Errorf("%+v ends at byte %d of %d, expected %d", s, s.To, len(raw), (from+bits+7)/8)
		}
		next = from + bits
	}
	if next != len(raw)*8 {
		return fmt.Errorf("the spans end at bit %d of %d", next, len(raw)*8)
	}
	return nil
}

// Every cut of every packet is laid out whole.
func TestLayoutTiles(t *testing.T) {
	for _, text := range []string{synHex, udpHex, icmpHex} {
		raw := fromHex(t, text)
		for n := range len(raw) + 1 {
			if err := tiles(raw[:n], Layout(raw[:n])); err != nil {
				t.Errorf("cut to %d bytes: %v", n, err)
			}
		}
	}
}
