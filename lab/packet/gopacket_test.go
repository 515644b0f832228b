package packet

import (
	"net"
	"strconv"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"pgregory.net/rapid"
)

// anyIP draws an IPv4 header for gopacket to write.
func anyIP(t *rapid.T, proto layers.IPProtocol) *layers.IPv4 {
	addr := rapid.SliceOfN(rapid.Byte(), 4, 4)
	return &layers.IPv4{
		Version: 4, IHL: 5, TOS: rapid.Uint8().Draw(t, "tos"), Id: rapid.Uint16().Draw(t, "id"),
		Flags: layers.IPv4DontFragment, TTL: rapid.Uint8().Draw(t, "ttl"), Protocol: proto,
		SrcIP: net.IP(addr.Draw(t, "src")), DstIP: net.IP(addr.Draw(t, "dst")),
	}
}

// anyOptions draws TCP options of at most 40 bytes in all.
func anyOptions(t *rapid.T) []layers.TCPOption {
	var opts []layers.TCPOption
	room := 40
	for range rapid.IntRange(0, 5).Draw(t, "options") {
		var o layers.TCPOption
		switch rapid.SampledFrom([]uint8{optNop, optMSS, optScale, optSACKOK, optSACK, optTimestamps, 254}).Draw(t, "kind") {
		case optNop:
			o = layers.TCPOption{OptionType: layers.TCPOptionKindNop, OptionLength: 1}
		case optMSS:
			o = valued(t, layers.TCPOptionKindMSS, 2)
		case optScale:
			o = valued(t, layers.TCPOptionKindWindowScale, 1)
		case optSACKOK:
			o = valued(t, layers.TCPOptionKindSACKPermitted, 0)
		case optSACK:
			o = valued(t, layers.TCPOptionKindSACK, 8*rapid.IntRange(1, 4).Draw(t, "blocks"))
		case optTimestamps:
			o = valued(t, layers.TCPOptionKindTimestamps, 8)
		case 254:
			o = valued(t, 254, rapid.IntRange(0, 12).Draw(t, "size"))
		}
		if room -= int(o.OptionLength); room < 0 {
			break
		}
		opts = append(opts, o)
	}
	return opts
}

func valued(t *rapid.T, kind layers.TCPOptionKind, n int) layers.TCPOption {
	return layers.TCPOption{OptionType: kind, OptionLength: uint8(n + 2),
		OptionData: rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "value")}
}

// anyPacket has gopacket write a whole packet with right checksums.
func anyPacket(t *rapid.T) []byte {
	var ip *layers.IPv4
	var body gopacket.SerializableLayer
	switch rapid.SampledFrom([]string{"TCP", "UDP", "ICMP"}).Draw(t, "proto") {
	case "TCP":
		ip = anyIP(t, layers.IPProtocolTCP)
		bit := rapid.Bool()
		tcp := &layers.TCP{
			SrcPort: layers.TCPPort(rapid.Uint16().Draw(t, "from")), DstPort: layers.TCPPort(rapid.Uint16().Draw(t, "to")),
			Seq: rapid.Uint32().Draw(t, "seq"), Ack: rapid.Uint32().Draw(t, "ack"), Window: rapid.Uint16().Draw(t, "window"),
			FIN: bit.Draw(t, "FIN"), SYN: bit.Draw(t, "SYN"), RST: bit.Draw(t, "RST"), PSH: bit.Draw(t, "PSH"),
			ACK: bit.Draw(t, "ACK"), URG: bit.Draw(t, "URG"), ECE: bit.Draw(t, "ECE"), CWR: bit.Draw(t, "CWR"),
			Options: anyOptions(t),
		}
		_ = tcp.SetNetworkLayerForChecksum(ip)
		body = tcp
	case "UDP":
		ip = anyIP(t, layers.IPProtocolUDP)
		udp := &layers.UDP{SrcPort: layers.UDPPort(rapid.Uint16().Draw(t, "from")), DstPort: layers.UDPPort(rapid.Uint16().Draw(t, "to"))}
		_ = udp.SetNetworkLayerForChecksum(ip)
		body = udp
	case "ICMP":
		ip = anyIP(t, layers.IPProtocolICMPv4)
		kind := rapid.SampledFrom([]uint8{icmpEcho, icmpEchoReply}).Draw(t, "type")
		body = &layers.ICMPv4{TypeCode: layers.CreateICMPv4TypeCode(kind, 0),
			Id: rapid.Uint16().Draw(t, "echo id"), Seq: rapid.Uint16().Draw(t, "echo seq")}
	}
	payload := rapid.SliceOfN(rapid.Byte(), 0, 64).Draw(t, "payload")
	buf := gopacket.NewSerializeBuffer()
	err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true},
		ip, body, gopacket.Payload(payload))
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestAgreesWithGopacket holds our decoder against another one, on packets
// that neither of them wrote for itself: whole, and with one bit turned over.
func TestAgreesWithGopacket(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := anyPacket(t)
		if f, err := Decode(raw); err != nil || !f.ChecksumOK {
			t.Fatalf("a whole packet: error %v, checksum %v in %x", err, f.ChecksumOK, raw)
		}
		if !agree(t, raw) {
			t.Fatalf("gopacket finds its own packet broken: %x", raw)
		}
		if rapid.Bool().Draw(t, "damage") {
			at := rapid.IntRange(0, len(raw)*8-1).Draw(t, "bit")
			raw[at/8] ^= 0x80 >> (at % 8)
			agree(t, raw)
		}
	})
}

// cut notes that gopacket missed bytes.
type cut bool

func (c *cut) SetTruncated() { *c = true }

// checked is a layer that can be decoded and can prove its checksum.
type checked interface {
	DecodeFromBytes([]byte, gopacket.DecodeFeedback) error
	VerifyChecksum() (error, gopacket.ChecksumVerificationResult)
	LayerPayload() []byte
}

// agree compares all fields. Where one of the two finds the packet broken
// there is nothing to compare, and the answer is false.
func agree(t *rapid.T, raw []byte) bool {
	f, err := Decode(raw)
	var ip layers.IPv4
	var short cut
	if err != nil || ip.DecodeFromBytes(raw, &short) != nil || bool(short) {
		return false
	}
	same := func(what string, got, want any) {
		if got != want {
			t.Fatalf("%s: found %v, gopacket says %v, in %x", what, got, want, raw)
		}
	}
	same("source", f.SrcAddr.String(), ip.SrcIP.String())
	same("destination", f.DstAddr.String(), ip.DstIP.String())
	same("TTL", f.TTL, int(ip.TTL))
	same("identification", f.IPID, ip.Id)
	same("protocol", f.IPProto, uint8(ip.Protocol))
	same("IP header", f.IPHeader, int(ip.IHL)*4)
	same("total length", f.Total, int(ip.Length))
	same("fragment offset", f.FragOffset, int(ip.FragOffset)*8)
	same("more fragments", f.MoreFragments, ip.Flags&layers.IPv4MoreFragments != 0)

	tcp, udp, icmp := &layers.TCP{}, &layers.UDP{}, &layers.ICMPv4{}
	_ = tcp.SetNetworkLayerForChecksum(&ip)
	_ = udp.SetNetworkLayerForChecksum(&ip)
	layer := map[layers.IPProtocol]checked{layers.IPProtocolTCP: tcp, layers.IPProtocolUDP: udp, layers.IPProtocolICMPv4: icmp}[ip.Protocol]
	if layer == nil || f.Fragment() {
		return true
	}
	if layer.DecodeFromBytes(ip.Payload, &short) != nil || bool(short) {
		return false
	}
	switch layer {
	case tcp:
		agreeTCP(same, f, tcp)
	case udp:
		same("source port", f.SrcPort, uint16(udp.SrcPort))
		same("destination port", f.DstPort, uint16(udp.DstPort))
	case icmp:
		same("ICMP type", f.ICMPType, int(icmp.TypeCode.Type()))
		same("ICMP code", f.ICMPCode, int(icmp.TypeCode.Code()))
		if f.isEcho() {
			same("echo id", f.EchoID, icmp.Id)
			same("echo seq", f.EchoSeq, icmp.Seq)
		}
	}
	same("payload", string(f.Payload), string(layer.LayerPayload()))
	header, headerSum := ip.VerifyChecksum()
	body, bodySum := layer.VerifyChecksum()
	if header == nil && body == nil {
		same("checksums right", f.ChecksumOK, headerSum.Valid && bodySum.Valid)
	}
	return true
}

func agreeTCP(same func(what string, got, want any), f Fields, l *layers.TCP) {
	same("source port", f.SrcPort, uint16(l.SrcPort))
	same("destination port", f.DstPort, uint16(l.DstPort))
	same("seq", f.Seq, l.Seq)
	same("ack", f.Ack, l.Ack)
	same("window", f.Window, int(l.Window))
	same("TCP header", f.Header, int(l.DataOffset)*4)
	for bit, set := range map[Flags]bool{FIN: l.FIN, SYN: l.SYN, RST: l.RST, PSH: l.PSH, ACK: l.ACK, URG: l.URG, ECE: l.ECE, CWR: l.CWR} {
		same(bit.String(), f.Flags.Has(bit), set)
	}
	mss, scale, sack, stamps := 0, -1, false, ""
	for _, o := range l.Options {
		switch d := o.OptionData; o.OptionType {
		case layers.TCPOptionKindMSS:
			mss = int(u16(d, 0))
		case layers.TCPOptionKindWindowScale:
			scale = int(d[0])
		case layers.TCPOptionKindSACKPermitted:
			sack = true
		case layers.TCPOptionKindTimestamps:
			stamps = strconv.Itoa(int(u32(d, 0))) + " " + strconv.Itoa(int(u32(d, 4)))
		}
	}
	same("MSS", f.MSS, mss)
	same("window scale", f.WindowScale, scale)
	same("SACK permitted", f.SACKPermitted, sack)
	ours := ""
	if f.Timestamps {
		ours = strconv.Itoa(int(f.TSVal)) + " " + strconv.Itoa(int(f.TSEcr))
	}
	same("timestamps", ours, stamps)
}
