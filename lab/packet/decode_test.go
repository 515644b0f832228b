package packet

import (
	"errors"
	"net/netip"
	"reflect"
	"testing"
)

var loopback = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// mustDecode decodes a packet that is whole.
func mustDecode(t *testing.T, raw []byte) Fields {
	t.Helper()
	f, err := Decode(raw)
	if err != nil {
		t.Fatalf("Decode: %v", err)
	}
	return f
}

func TestDecodeSYN(t *testing.T) {
	got := mustDecode(t, fromHex(t, synHex))
	want := Fields{
		Proto: TCP, IPProto: 6, SrcAddr: loopback, DstAddr: loopback,
		TTL: 64, IPID: 0x1234, IPHeader: 20, Total: 60,
		SrcPort: 40000, DstPort: 8080, Header: 40, Payload: []byte{},
		Flags: SYN, Seq: 123, Window: 65495,
		MSS: 65495, WindowScale: 7, SACKPermitted: true,
		Timestamps: true, TSVal: 1000, ChecksumOK: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("found %+v\nexpected %+v", got, want)
	}
}

func TestDecodeDatagram(t *testing.T) {
	raw := fromHex(t, udpHex)
	got := mustDecode(t, raw)
	want := Fields{
		Proto: UDP, IPProto: 17, SrcAddr: loopback, DstAddr: loopback,
		TTL: 64, IPID: 1, IPHeader: 20, Total: 33,
		SrcPort: 40000, DstPort: 5353, Header: 8, Payload: []byte("hello"),
		WindowScale: -1, ChecksumOK: true, // no checksum is a right one
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("found %+v\nexpected %+v", got, want)
	}
	if &got.Payload[0] != &raw[28] {
		t.Error("the payload is a copy, expected a part of the packet's bytes")
	}
	if cap(got.Payload) != 5 {
		t.Errorf("an append to the payload could overwrite %d more bytes", cap(got.Payload)-5)
	}
}

func TestDecodeICMPError(t *testing.T) {
	got := mustDecode(t, fromHex(t, icmpHex))
	if got.Proto != ICMP || got.ICMPType != 3 || got.ICMPCode != 3 || !got.ChecksumOK {
		t.Errorf("found %+v, expected a right ICMP 3/3", got)
	}
	quoted := mustDecode(t, fromHex(t, udpHex))
	if got.Quoted == nil || !reflect.DeepEqual(*got.Quoted, quoted) {
		t.Errorf("quoted %+v, expected %+v", got.Quoted, quoted)
	}
	if got.SrcPort != 0 || got.DstPort != 0 {
		t.Errorf("ports %d and %d, expected none: ICMP has no ports", got.SrcPort, got.DstPort)
	}
}

// An ICMP error need quote only 8 bytes behind the IP header (RFC 792), which
// is no error: they hold the ports.
func TestDecodeShortQuote(t *testing.T) {
	syn := fromHex(t, synHex)
	raw := append(fromHex(t, icmpHex)[:28], syn[:28]...)
	raw = with(raw, 2, 0, byte(len(raw)))
	f := mustDecode(t, raw)
	q := f.Quoted
	if q == nil || q.Proto != TCP || q.SrcPort != 40000 || q.DstPort != 8080 || q.Seq != 123 {
		t.Fatalf("quoted %+v, expected the SYN's ports and sequence number", q)
	}
	if q.Header != 0 || q.Payload != nil || !q.ChecksumOK {
		t.Errorf("header %d, payload %v, checksum %v; expected 0, none, and the IP header's to be right",
			q.Header, q.Payload, q.ChecksumOK)
	}
}

func TestDecodeFragNeeded(t *testing.T) {
	f := mustDecode(t, with(fromHex(t, icmpHex), 21, 4, 0, 0, 0, 0, 0x05, 0x78))
	if f.NextMTU != 1400 {
		t.Errorf("next MTU %d, expected 1400", f.NextMTU)
	}
	if f.ChecksumOK {
		t.Error("the checksum reads right, expected wrong: bytes were changed")
	}
}

func TestDecodeEcho(t *testing.T) {
	f := mustDecode(t, fromHex(t, `
		45 00 00 1e  00 00 00 00  40 01 00 00  7f 00 00 01  7f 00 00 01
		08 00 00 00  00 07 00 02  61 62`))
	if f.EchoID != 7 || f.EchoSeq != 2 || string(f.Payload) != "ab" || f.Quoted != nil {
		t.Errorf("found %+v, expected id 7, seq 2, payload ab, nothing quoted", f)
	}
}

func TestDecodeFragments(t *testing.T) {
	first := mustDecode(t, with(fromHex(t, udpHex), 6, 0x20, 0x00, 64, 17, 0x5c, 0xc9))
	if !first.MoreFragments || first.SrcPort != 40000 || string(first.Payload) != "hello" {
		t.Errorf("first fragment %+v, expected ports and the bytes that are there", first)
	}
	later := mustDecode(t, with(fromHex(t, udpHex), 6, 0x20, 0xb9, 64, 17, 0x5c, 0x10))
	if later.FragOffset != 1480 || later.Proto != UDP || !later.ChecksumOK {
		t.Errorf("later fragment %+v, expected UDP at offset 1480 with a right IP header", later)
	}
	if later.SrcPort != 0 || later.DstPort != 0 || later.Header != 0 || len(later.Payload) != 13 {
		t.Errorf("later fragment %+v, expected no UDP header and 13 bytes of payload", later)
	}
}

// Ethernet pads short frames; the IP header says where the packet ends.
func TestDecodePadding(t *testing.T) {
	f := mustDecode(t, append(fromHex(t, udpHex), 0, 0, 0))
	if string(f.Payload) != "hello" || !f.ChecksumOK {
		t.Errorf("found %+v, expected the padding to be left alone", f)
	}
}

// A datagram may end before its packet does; the bytes behind are not its own.
func TestDecodeDatagramEndsEarly(t *testing.T) {
	if f := mustDecode(t, with(fromHex(t, udpHex), 25, 12)); string(f.Payload) != "hell" {
		t.Errorf("payload %q, expected the 4 bytes that the length tells", f.Payload)
	}
}

func TestDecodeBroken(t *testing.T) {
	syn, udp, icmp := fromHex(t, synHex), fromHex(t, udpHex), fromHex(t, icmpHex)
	for _, c := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"empty", nil, "IP at byte 0: found no bytes, expected an IPv4 packet"},
		{"IPv6", []byte{0x60, 0, 0, 0}, "IP at byte 0: found version 6 (IPv6), expected version 4: IPv6 is not decoded yet"},
		{"version", with(syn, 0, 0x55), "IP at byte 0: found version 5, expected version 4"},
		{"IP header length", with(syn, 0, 0x44), "IPv4 at byte 0: found header length 16, expected 20 to 60 bytes"},
		{"IP header cut", syn[:13], "IPv4 at byte 13: found the end after 13 bytes, expected a header of 20 bytes"},
		{"total too small", with(syn, 2, 0, 19), "IPv4 at byte 2: found total length 19, expected at least the header's 20 bytes"},
		{"payload cut", udp[:30], "IPv4 at byte 2: found total length 33, expected at most the 30 bytes that are there"},
		{"TCP header cut", with(syn, 2, 0, 32), "TCP at byte 32: found the end after 12 bytes, expected a header of 20 bytes"},
		{"TCP header length", with(syn, 32, 0x40), "TCP at byte 32: found header length 16, expected 20 to 60 bytes"},
		{"TCP options cut", with(syn, 2, 0, 50), "TCP at byte 50: found the end after 30 bytes, expected a header of 40 bytes"},
		{"TCP option too long", with(syn, 41, 99), "TCP at byte 40: found MSS of length 99, expected 2 to 20, the bytes left in the header"},
		{"TCP option of length 0", with(syn, 46, 254, 0), "TCP at byte 46: found option 254 of length 0, expected 2 to 14, the bytes left in the header"},
		{"TCP option of odd size", with(syn, 41, 3), "TCP at byte 40: found MSS of length 3, expected 4"},
		{"TCP option without length", with(syn, 57, 1, 1, 254), "TCP at byte 59: found option 254 without a length, expected a length byte"},
		{"SACK of odd size", with(syn, 46, 5, 7), "TCP at byte 46: found SACK of length 7, expected 2 and 8 for each block"},
		{"UDP header cut", with(udp, 2, 0, 26), "UDP at byte 26: found the end after 6 bytes, expected a header of 8 bytes"},
		{"UDP length small", with(udp, 24, 0, 7), "UDP at byte 24: found length 7, expected at least the header's 8 bytes"},
		{"UDP length large", with(udp, 24, 0, 14), "UDP at byte 24: found length 14, expected at most the 13 bytes that are there"},
		{"ICMP cut", with(icmp, 2, 0, 24), "ICMP at byte 24: found the end after 4 bytes, expected a header of 8 bytes"},
		{"nothing quoted", with(icmp, 2, 0, 28), "quoted IP at byte 28: found no bytes, expected an IPv4 packet"},
		{"quoted header length", with(icmp, 28, 0x41), "quoted IPv4 at byte 28: found header length 4, expected 20 to 60 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode(c.raw)
			var broken *Broken
			if !errors.As(err, &broken) {
				t.Fatalf("found error %v, expected a *Broken", err)
			}
			if err.Error() != c.want {
				t.Errorf("found    %s\nexpected %s", err, c.want)
			}
		})
	}
}

// What could be read before the broken place is there.
func TestDecodeBrokenKeepsWhatItRead(t *testing.T) {
	syn := fromHex(t, synHex)
	f, _ := Decode(syn[:18])
	if f.Proto != TCP || f.TTL != 64 || f.SrcAddr != loopback || f.DstAddr.IsValid() {
		t.Errorf("found %+v, expected all but the half destination address", f)
	}
	f, _ = Decode(with(syn, 57, 9))
	if f.MSS != 65495 || !f.Timestamps || f.WindowScale != -1 {
		t.Errorf("found %+v, expected the options before the broken one", f)
	}
	f, _ = Decode(with(syn, 41, 3))
	if f.MSS != 0 {
		t.Errorf("MSS %d, expected none from an option of the wrong size", f.MSS)
	}
	f, _ = Decode(fromHex(t, udpHex)[:30])
	if string(f.Payload) != "he" || f.ChecksumOK {
		t.Errorf("found %+v, expected the two bytes that came and no right checksum", f)
	}
}

func BenchmarkDecode(b *testing.B) {
	data := append(fromHex(b, synHex)[:40], make([]byte, 1460)...)
	data = with(data, 2, 0x05, 0xdc)
	data[32] = 0x50
	for _, c := range []struct {
		name string
		raw  []byte
	}{{"SYN", fromHex(b, synHex)}, {"1460 bytes", data}, {"UDP", fromHex(b, udpHex)}, {"ICMP error", fromHex(b, icmpHex)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.raw)))
			for b.Loop() {
				if _, err := Decode(c.raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
