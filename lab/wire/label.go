package wire

import (
	"fmt"

	"github.com/stillwire/stillwire/lab/packet"
)

// Label is the packet in a word or two: "SYN,ACK", "PSH,ACK 5 B", "UDP 5 B",
// "ICMP 3/3".
func (p *Packet) Label() string {
	switch {
	case p.FragOffset > 0:
		return fmt.Sprintf("%s fragment %d B", p.Proto, len(p.Payload))
	case p.Proto == packet.TCP && len(p.Payload) > 0:
		return fmt.Sprintf("%s %d B", p.Flags, len(p.Payload))
	case p.Proto == packet.TCP:
		return p.Flags.String()
	case p.Proto == packet.UDP:
		return fmt.Sprintf("UDP %d B", len(p.Payload))
	case p.Proto == packet.ICMP:
		return fmt.Sprintf("ICMP %d/%d", p.ICMPType, p.ICMPCode)
	}
	return fmt.Sprintf("%s %d B", p.Proto, p.Total)
}
