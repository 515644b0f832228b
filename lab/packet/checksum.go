package packet

import "encoding/binary"

// sum adds up 16-bit words in ones' complement (RFC 1071), an odd last byte as
// if a zero byte followed it. It goes by 32-bit words, which come to the same
// once folded (RFC 1071 section 2 (C)).
func sum(start uint64, b []byte) uint64 {
	for len(b) >= 4 {
		start += uint64(binary.BigEndian.Uint32(b))
		b = b[4:]
	}
	if len(b) >= 2 {
		start += uint64(binary.BigEndian.Uint16(b))
		b = b[2:]
	}
	if len(b) == 1 {
		start += uint64(b[0]) << 8
	}
	return start
}

// fold brings a sum down to 16 bits.
func fold(s uint64) uint16 {
	for s > 0xffff {
		s = s>>16 + s&0xffff
	}
	return uint16(s)
}

// headerOK tells whether an IPv4 header's checksum is right (RFC 791).
func headerOK(header []byte) bool { return fold(sum(0, header)) == 0xffff }

// pseudo is the sum of the header that TCP and UDP add in front for the
// checksum alone (RFC 9293 section 3.1). addrs is source and destination.
func pseudo(proto uint8, addrs []byte, length int) uint64 {
	return sum(uint64(proto)+uint64(length), addrs)
}

// bodyOK tells whether the transport's checksum is right. Of a protocol that
// is not decoded nothing is known to be wrong.
func bodyOK(proto uint8, addrs, body []byte) bool {
	start, covered, ok := summed(proto, addrs, body)
	if !ok {
		return proto != protoTCP && proto != protoUDP && proto != protoICMP
	}
	if proto == protoUDP && u16(body, 6) == 0 {
		return true // the sender did not compute one (RFC 768)
	}
	return fold(sum(start, covered)) == 0xffff
}

// summed is what a transport checksum covers, and the sum it starts from; ok
// is false if the bytes are too few, or the protocol is not known.
func summed(proto uint8, addrs, body []byte) (start uint64, covered []byte, ok bool) {
	switch {
	case proto == protoTCP && len(body) >= tcpMin:
		return pseudo(proto, addrs, len(body)), body, true
	case proto == protoUDP && len(body) >= udpHeader:
		size := int(u16(body, 4))
		if size < udpHeader || size > len(body) {
			return 0, nil, false
		}
		return pseudo(proto, addrs, size), body[:size], true
	case proto == protoICMP && len(body) >= icmpHeader:
		return 0, body, true
	}
	return 0, nil, false
}

// rightSum is what the checksum field at byte at of b should hold.
func rightSum(start uint64, b []byte, at int) uint16 {
	return ^fold(sum(sum(start, b[:at]), b[at+2:])) // at is even in every header
}
