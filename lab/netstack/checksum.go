package netstack

import (
	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/checksum"
	"gvisor.dev/gvisor/pkg/tcpip/header"
)

// fillChecksum puts in what the stack leaves out on a loopback: the checksum
// of TCP or UDP. It verifies them all the same, so a packet that was damaged
// on the wire is really refused.
func fillChecksum(raw []byte) {
	ip := header.IPv4(raw)
	if !ip.IsValid(len(raw)) || ip.More() || ip.FragmentOffset() > 0 {
		return // of a fragmented datagram UDP sends none (RFC 768: 0)
	}
	body := ip.Payload()
	switch ip.TransportProtocol() {
	case header.TCPProtocolNumber:
		if len(body) >= header.TCPMinimumSize {
			h := header.TCP(body)
			h.SetChecksum(0)
			h.SetChecksum(^sum(ip, header.TCPProtocolNumber, body))
		}
	case header.UDPProtocolNumber:
		if len(body) >= header.UDPMinimumSize {
			h := header.UDP(body)
			h.SetChecksum(0)
			s := ^sum(ip, header.UDPProtocolNumber, body)
			if s == 0 {
				s = 0xffff // 0 would say that there is none
			}
			h.SetChecksum(s)
		}
	}
}

func sum(ip header.IPv4, proto tcpip.TransportProtocolNumber, body []byte) uint16 {
	return checksum.Checksum(body, header.PseudoHeaderChecksum(proto, ip.SourceAddress(), ip.DestinationAddress(), uint16(len(body))))
}
