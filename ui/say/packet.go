package say

import (
	"fmt"
	"strings"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
)

// Side is where a packet comes from: its sender's side; of a packet that the
// stack itself sent, the side opposite its receiver.
func Side(p *lab.Packet) lab.Side {
	if p.Sender != "" {
		return lab.SideOf(p.Sender)
	}
	switch lab.SideOf(p.Receiver) {
	case lab.ClientSide:
		return lab.ServerSide
	case lab.ServerSide:
		return lab.ClientSide
	}
	return lab.NoSide
}

// ClientPort and ServerPort are the packet's ports by side; 0 = none.
func ClientPort(p *lab.Packet) uint16 {
	if Side(p) == lab.ServerSide {
		return p.DstPort
	}
	return p.SrcPort
}

func ServerPort(p *lab.Packet) uint16 {
	if Side(p) == lab.ServerSide {
		return p.SrcPort
	}
	return p.DstPort
}

// Waits tells whether a packet is still on the wire.
func Waits(p *lab.Packet) bool { return p.Fate == wire.Held || p.Fate == wire.Passing }

// Packet is what a packet says, in a few words: "SYN,ACK seq=0 ack=1",
// "PSH,ACK seq=1 5 B", "UDP 5 B", "ICMP 3/3 port unreachable".
func Packet(p *lab.Packet) string {
	var b strings.Builder
	switch {
	case p.FragOffset > 0:
		fmt.Fprintf(&b, "%s fragment at %d, %d B", p.Proto, p.FragOffset, len(p.Payload))
	case p.Proto == packet.TCP:
		segment(&b, p)
	case p.Proto == packet.ICMP:
		fmt.Fprintf(&b, "ICMP %d/%d", p.ICMPType, p.ICMPCode)
		if name := packet.ICMPName(p.ICMPType, p.ICMPCode); name != "" {
			b.WriteString(" " + name)
		}
	case p.Proto == packet.UDP:
		fmt.Fprintf(&b, "UDP %d B%s", len(p.Payload), payload(p.Payload))
		if p.MoreFragments {
			b.WriteString(", more to come")
		}
	default:
		fmt.Fprintf(&b, "protocol %d, %d B", p.IPProto, p.Total)
	}
	if !p.ChecksumOK {
		b.WriteString(" bad checksum")
	}
	return b.String()
}

// segment leaves out the numbers that say nothing: a bare ACK's own sequence
// number, and what data acknowledges on the way.
func segment(b *strings.Builder, p *lab.Packet) {
	n := len(p.Payload)
	b.WriteString(p.Flags.String())
	takes := n > 0 || p.Flags&(packet.SYN|packet.FIN|packet.RST) != 0
	if takes && p.RelSeq >= 0 {
		fmt.Fprintf(b, " seq=%d", p.RelSeq)
	}
	if n == 0 && p.Flags&packet.ACK != 0 && p.RelAck >= 0 {
		fmt.Fprintf(b, " ack=%d", p.RelAck)
	}
	if n > 0 {
		fmt.Fprintf(b, " %d B%s", n, payload(p.Payload))
	}
}

// mostPayload is how many payload bytes a label shows.
const mostPayload = 8

// payload is a short text as it stands in the packet: it tells packets of the
// same size apart. Anything else is left to the inspector.
func payload(data []byte) string {
	if len(data) == 0 || len(data) > mostPayload {
		return ""
	}
	for _, c := range data {
		if c < 0x20 || c > 0x7e || c == '"' {
			return ""
		}
	}
	return ` "` + string(data) + `"`
}
