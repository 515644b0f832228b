package packet

import "fmt"

// transportSum lays out a transport checksum, at byte at of the body. whole:
// nothing of what it covers is missing.
func (l *layout) transportSum(name string, proto uint8, addrs, body []byte, at int, whole bool) {
	got := uint16(l.field(name, 16))
	start, covered, ok := summed(proto, addrs, body)
	switch {
	case proto == protoUDP && got == 0:
		l.say("0x0000 not computed")
	case !whole || !ok:
		l.say("0x%04x not checked", got)
	default:
		right := rightSum(start, covered, at)
		if proto == protoUDP && right == 0 {
			right = 0xffff // RFC 768: a sum of zero is sent as all ones
		}
		l.checksum(got, fold(sum(start, covered)) == 0xffff, right)
	}
}

func (l *layout) tcp(addrs []byte, whole bool, end int) {
	from := l.at
	b := l.raw[from:end]
	l.begin("TCP", end)
	l.field("source port", 16)
	l.field("destination port", 16)
	l.field("sequence number", 32)
	l.field("acknowledgment number", 32)
	header := int(l.field("header length", 4)) * 4
	l.say("%d bytes", header)
	l.field("reserved", 4)
	flags := Flags(l.field("flags", 8))
	l.say("%s", flags)
	l.field("window", 16)
	l.transportSum("checksum", protoTCP, addrs, b, 16, whole)
	l.field("urgent pointer", 16)
	if header < tcpMin {
		l.rest("data", "not decoded", end, sizeText)
		return
	}
	l.options(min(from+header, end))
	l.rest("data", "payload", end, dataText)
}

// options lays out the TCP options that end at byte end.
func (l *layout) options(end int) {
	for l.at < end {
		o := optionAt(l.raw[l.at:end])
		if o.size == 0 {
			l.span(optionName(o.kind), o.wrong, (end-l.at)*8)
			return
		}
		l.span(optionName(o.kind), o.text(), o.size*8)
		if o.kind == optEnd && l.at < end {
			l.span("padding", sizeText(l.raw[l.at:end]), (end-l.at)*8)
		}
	}
}

// text is an option's value for people.
func (o option) text() string {
	switch {
	case o.wrong != "":
		return o.wrong
	case o.kind == optMSS:
		return fmt.Sprintf("%d", u16(o.value, 0))
	case o.kind == optScale:
		shift := u8(o.value, 0)
		if shift > 14 { // RFC 7323 section 2.3
			return fmt.Sprintf("shift %d, more than 14", shift)
		}
		return fmt.Sprintf("shift %d, window x%d", shift, 1<<shift)
	case o.kind == optSACKOK:
		return "yes"
	case o.kind == optSACK:
		return sackText(o.value)
	case o.kind == optTimestamps:
		return fmt.Sprintf("value %d, echo %d", u32(o.value, 0), u32(o.value, 4))
	}
	return fmt.Sprintf("%x", o.value)
}

func (l *layout) udp(addrs []byte, whole bool, end int) {
	b := l.raw[l.at:end]
	past := end
	l.begin("UDP", end)
	l.field("source port", 16)
	l.field("destination port", 16)
	size := int(l.field("length", 16))
	l.say("%d bytes", size)
	l.transportSum("checksum", protoUDP, addrs, b, 6, whole)
	switch {
	case size < udpHeader:
		l.rest("data", "not decoded", end, sizeText)
	case size < len(b):
		past = end - len(b) + size
		l.rest("data", "payload", past, dataText)
		l.rest("data", "after the datagram", end, sizeText)
	default:
		l.rest("data", "payload", end, dataText)
	}
}

func (l *layout) icmp(whole bool, end int) {
	b := l.raw[l.at:end]
	l.begin("ICMP", end)
	f := Fields{ICMPType: int(l.field("type", 8))}
	f.ICMPCode = int(l.field("code", 8))
	if name := ICMPName(f.ICMPType, f.ICMPCode); name != "" {
		l.say("%d %s", f.ICMPCode, name)
	}
	l.transportSum("checksum", protoICMP, nil, b, 2, whole)
	quotes := f.isICMPError() && l.prefix == ""
	switch {
	case f.isEcho():
		l.field("identifier", 16)
		l.field("sequence number", 16)
	case f.isFragNeeded():
		l.field("unused", 16)
		l.field("next MTU", 16)
		l.say("%d bytes", u16(b, 6))
	case f.isICMPError():
		l.field("rest of header", 32)
		l.say("0x%08x", u32(b, 4))
	default:
		l.field("rest of header", 32)
	}
	if quotes && l.at < end {
		l.prefix = "quoted "
		l.ip(end)
		l.prefix = ""
		l.rest("data", "after the quoted packet", end, sizeText)
		return
	}
	l.rest("data", "payload", end, dataText)
}
