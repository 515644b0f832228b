package packet

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFlagsText(t *testing.T) {
	for _, c := range []struct {
		flags Flags
		text  string
	}{
		{0, "none"}, {SYN, "SYN"}, {SYN | ACK, "SYN,ACK"}, {ACK, "ACK"}, {PSH | ACK, "PSH,ACK"},
		{FIN | ACK, "FIN,ACK"}, {FIN | PSH | ACK, "FIN,PSH,ACK"}, {RST, "RST"}, {RST | ACK, "RST,ACK"},
		{SYN | ECE | CWR, "SYN,ECE,CWR"}, {255, "SYN,FIN,RST,PSH,URG,ECE,CWR,ACK"},
	} {
		if got := c.flags.String(); got != c.text {
			t.Errorf("flags %08b: found %q, expected %q", c.flags, got, c.text)
		}
	}
	for f := range 256 {
		if got, err := ParseFlags(Flags(f).String()); err != nil || got != Flags(f) {
			t.Errorf("%q read back as %q, %v", Flags(f), got, err)
		}
	}
	if got, err := ParseFlags("ACK,SYN"); err != nil || got != SYN|ACK {
		t.Errorf("ACK,SYN: found %v, %v; expected any order to do", got, err)
	}
	for text, part := range map[string]string{
		"": `found ""`, "syn": `found "syn"`, "SYN,SYN": "found SYN twice", "SYN, ACK": `found " ACK"`, "SYN-ACK": `found "SYN-ACK"`,
	} {
		if _, err := ParseFlags(text); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("flags %q: found error %v, expected one with %s", text, err, part)
		}
	}
}

func TestLine(t *testing.T) {
	syn, udp, icmp := fromHex(t, synHex), fromHex(t, udpHex), fromHex(t, icmpHex)
	for _, c := range []struct {
		raw  []byte
		want string
	}{
		{syn, "TCP 127.0.0.1:40000 > 127.0.0.1:8080 SYN seq=123 win=65495 len=0"},
		{with(syn, 33, 0x12), "TCP 127.0.0.1:40000 > 127.0.0.1:8080 SYN,ACK seq=123 ack=0 win=65495 len=0"},
		{udp, "UDP 127.0.0.1:40000 > 127.0.0.1:5353 len=5"},
		{icmp, "ICMP 127.0.0.1 > 127.0.0.1 3/3 port unreachable"},
		{with(icmp, 21, 4, 0, 0, 0, 0, 0x05, 0x78), "ICMP 127.0.0.1 > 127.0.0.1 3/4 fragmentation needed mtu=1400"},
		{with(icmp, 20, 8, 0, 0, 0, 0, 7, 0, 2), "ICMP 127.0.0.1 > 127.0.0.1 8/0 echo request id=7 seq=2 len=33"},
		{with(icmp, 20, 42, 1), "ICMP 127.0.0.1 > 127.0.0.1 42/1 len=33"},
		{with(udp, 6, 0x20, 0), "UDP 127.0.0.1:40000 > 127.0.0.1:5353 frag=0+ len=5"},
		{with(udp, 6, 0x20, 0xb9), "UDP 127.0.0.1 > 127.0.0.1 frag=1480+ len=13"},
		{with(udp, 6, 0, 0xb9), "UDP 127.0.0.1 > 127.0.0.1 frag=1480 len=13"},
		{with(udp, 9, 2), "? 127.0.0.1 > 127.0.0.1 proto=2 len=13"},
		{syn[:15], "TCP ? > ? none seq=0 win=0 len=0"},
		{nil, "? ? > ? proto=0 len=0"},
	} {
		f, _ := Decode(c.raw)
		got := Line(f)
		if got != c.want {
			t.Errorf("found    %s\nexpected %s", got, c.want)
		}
		if back, err := ParseLine(got); err != nil || Line(back) != got {
			t.Errorf("%q read back as %q, %v", got, Line(back), err)
		}
	}
}

func TestParseLineErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "word 1: found the end, expected TCP, UDP, ICMP or ?"},
		{"tcp", `word 1: found "tcp", expected TCP, UDP, ICMP or ?`},
		{"UDP", `word 3: found the end, expected ">"`},
		{"UDP 127.0.0.1:1 < 127.0.0.1:2 len=5", `word 3: found "<", expected ">"`},
		{"UDP 127.0.0.1 > 127.0.0.1:2 len=5", `word 2: found "127.0.0.1", expected an address and port such as 127.0.0.1:8080`},
		{"UDP 127.0.0.1:1 > 127.0.0.1:70000 len=5", `word 4: found "127.0.0.1:70000", expected an address and port such as 127.0.0.1:8080`},
		{"UDP 127.0.0.1:1 > 127.0.0.1:2", "word 5: found the end, expected len=N with N from 0 to 65535"},
		{"UDP 127.0.0.1:1 > 127.0.0.1:2 len=65536", `word 5: found "len=65536", expected len=N with N from 0 to 65535`},
		{"UDP 127.0.0.1:1 > 127.0.0.1:2 len=5 more", `word 6: found "more", expected the end`},
		{"UDP 127.0.0.1 > 127.0.0.1 frag=7 len=5", `word 5: found "frag=7", expected a multiple of 8, and a + if it is 0`},
		{"TCP 127.0.0.1:1 > 127.0.0.1:2 SYNACK seq=1 win=2 len=0", `word 5: found "SYNACK", expected flags such as SYN,ACK`},
		{"TCP 127.0.0.1:1 > 127.0.0.1:2 ACK seq=1 win=2 len=0", `word 7: found "win=2", expected ack=N with N from 0 to 4294967295`},
		{"ICMP 127.0.0.1:1 > 127.0.0.1 3/3 port unreachable", `word 2: found "127.0.0.1:1", expected an address such as 127.0.0.1`},
		{"ICMP 127.0.0.1 > 127.0.0.1 3/256 port unreachable", `word 5: found "3/256", expected an ICMP type and code such as 3/3`},
		{"ICMP 127.0.0.1 > 127.0.0.1 3/3 host unreachable", `word 6: found "host", expected "port"`},
		{"? 127.0.0.1 > 127.0.0.1 proto=17 len=1", `word 5: found "proto=17", expected the name UDP for it`},
	} {
		_, err := ParseLine(c.text)
		if err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%q: found error    %v\nexpected %s", c.text, err, c.want)
		}
	}
}

// anyLine draws fields of which a line prints everything.
func anyLine(t *rapid.T) Fields {
	addr := rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 4, 4), func(b []byte) netip.Addr { return netip.AddrFrom4([4]byte(b)) }),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 16, 16), func(b []byte) netip.Addr { return netip.AddrFrom16([16]byte(b)) }),
	)
	f := blank()
	f.SrcAddr, f.DstAddr = addr.Draw(t, "src"), addr.Draw(t, "dst")
	f.IPProto = rapid.OneOf(rapid.SampledFrom([]uint8{protoTCP, protoUDP, protoICMP}), rapid.Uint8()).Draw(t, "proto")
	f.Proto = protoOf(f.IPProto)
	f.MoreFragments = rapid.Bool().Draw(t, "more")
	if rapid.Bool().Draw(t, "later") {
		f.FragOffset = 8 * rapid.IntRange(0, 0x1fff).Draw(t, "offset")
	}
	switch {
	case f.FragOffset > 0:
	case f.Proto == TCP:
		f.Flags = Flags(rapid.Uint8().Draw(t, "flags"))
		f.Seq = rapid.Uint32().Draw(t, "seq")
		if f.Flags.Has(ACK) {
			f.Ack = rapid.Uint32().Draw(t, "ack")
		}
		f.Window = int(rapid.Uint16().Draw(t, "window"))
		fallthrough
	case f.Proto == UDP:
		f.SrcPort, f.DstPort = rapid.Uint16().Draw(t, "from"), rapid.Uint16().Draw(t, "to")
	case f.Proto == ICMP:
		f.ICMPType = int(rapid.OneOf(rapid.ByteRange(0, 12), rapid.Byte()).Draw(t, "type"))
		f.ICMPCode = int(rapid.OneOf(rapid.ByteRange(0, 15), rapid.Byte()).Draw(t, "code"))
		if f.isEcho() {
			f.EchoID, f.EchoSeq = rapid.Uint16().Draw(t, "id"), rapid.Uint16().Draw(t, "number")
		}
		if f.isFragNeeded() {
			f.NextMTU = int(rapid.Uint16().Draw(t, "mtu"))
		}
	}
	if !f.quotes() {
		f.Payload = make([]byte, rapid.IntRange(0, 0xffff).Draw(t, "length"))
	}
	return f
}

// A line reads back as the same fields, and these print the same line.
func TestLineRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyLine(t)
		line := Line(f)
		back, err := ParseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		if Line(back) != line {
			t.Fatalf("found    %s\nexpected %s", Line(back), line)
		}
		if !reflect.DeepEqual(back, f) {
			t.Fatalf("%s\nfound    %+v\nexpected %+v", line, back, f)
		}
	})
}
