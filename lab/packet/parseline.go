package packet

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// ParseLine reads what Line prints and gives back the fields that it prints.
// Payload has the length that was printed, in zero bytes. Errors name the
// word, what was found there and what was expected.
func ParseLine(text string) (Fields, error) {
	p := lineParser{words: strings.Fields(text)}
	f := blank()
	p.head(&f)
	if f.FragOffset == 0 {
		switch f.Proto {
		case TCP:
			p.tcp(&f)
		case ICMP:
			p.icmp(&f)
		}
	}
	if !f.quotes() {
		if n := p.number("len", 0xffff); p.err == nil {
			f.Payload = make([]byte, n)
		}
	}
	if p.err == nil && p.at < len(p.words) {
		p.fail(p.found(), "the end")
	}
	if p.err != nil {
		return Fields{}, fmt.Errorf("packet line %q: %w", text, p.err)
	}
	return f, nil
}

// lineParser takes words from the left; after its first error it does nothing.
type lineParser struct {
	words []string
	at    int
	err   error
}

func (p *lineParser) fail(found, want string) {
	if p.err == nil {
		p.err = fmt.Errorf("word %d: found %s, expected %s", p.at+1, found, want)
	}
}

// peek is the next word; "" = none.
func (p *lineParser) peek() string {
	if p.at < len(p.words) {
		return p.words[p.at]
	}
	return ""
}

// found is the next word for an error.
func (p *lineParser) found() string {
	if w := p.peek(); w != "" {
		return strconv.Quote(w)
	}
	return "the end"
}

func (p *lineParser) head(f *Fields) {
	switch proto := Proto(p.peek()); proto {
	case TCP, UDP, ICMP, Unknown:
		f.Proto = proto
		f.IPProto = map[Proto]uint8{TCP: protoTCP, UDP: protoUDP, ICMP: protoICMP}[proto]
	default:
		p.fail(p.found(), "TCP, UDP, ICMP or ?")
	}
	p.at++
	srcAt := p.at
	p.at++
	if p.err == nil && p.peek() != ">" {
		p.fail(p.found(), `">"`)
	}
	p.at++
	dstAt := p.at
	p.at++
	p.fragment(f)
	after := p.at
	ports := (f.Proto == TCP || f.Proto == UDP) && f.FragOffset == 0
	p.at = srcAt
	f.SrcAddr, f.SrcPort = p.endpoint(ports)
	p.at = dstAt
	f.DstAddr, f.DstPort = p.endpoint(ports)
	p.at = after
	if f.Proto == Unknown {
		f.IPProto = uint8(p.number("proto", 0xff))
		if p.err == nil && protoOf(f.IPProto) != Unknown {
			p.at--
			p.fail(p.found(), fmt.Sprintf("the name %s for it", protoOf(f.IPProto)))
		}
	}
}

// endpoint reads an address, with a port if ports, without moving on.
func (p *lineParser) endpoint(ports bool) (netip.Addr, uint16) {
	w := p.peek()
	if p.err != nil || w == nowhere {
		return netip.Addr{}, 0
	}
	if ports {
		ap, err := netip.ParseAddrPort(w)
		if err != nil {
			p.fail(p.found(), "an address and port such as 127.0.0.1:8080")
		}
		return ap.Addr(), ap.Port()
	}
	a, err := netip.ParseAddr(w)
	if err != nil {
		p.fail(p.found(), "an address such as 127.0.0.1")
	}
	return a, 0
}

func (p *lineParser) fragment(f *Fields) {
	if p.err != nil || !strings.HasPrefix(p.peek(), "frag=") {
		return
	}
	p.words[p.at], f.MoreFragments = strings.CutSuffix(p.words[p.at], "+")
	f.FragOffset = int(p.number("frag", 0x1fff*8))
	if p.err == nil && (f.FragOffset%8 != 0 || !f.Fragment()) {
		p.at--
		p.fail(p.found(), "a multiple of 8, and a + if it is 0")
	}
}

// number reads name=N.
func (p *lineParser) number(name string, most uint64) uint64 {
	if p.err != nil {
		return 0
	}
	want := fmt.Sprintf("%s=N with N from 0 to %d", name, most)
	digits, ok := strings.CutPrefix(p.peek(), name+"=")
	n, err := strconv.ParseUint(digits, 10, 32)
	if !ok || err != nil || n > most {
		p.fail(p.found(), want)
		return 0
	}
	p.at++
	return n
}

func (p *lineParser) tcp(f *Fields) {
	if p.err != nil {
		return
	}
	var err error
	if f.Flags, err = ParseFlags(p.peek()); err != nil {
		p.fail(p.found(), "flags such as SYN,ACK")
		return
	}
	p.at++
	f.Seq = uint32(p.number("seq", 0xffffffff))
	if f.Flags.Has(ACK) {
		f.Ack = uint32(p.number("ack", 0xffffffff))
	}
	f.Window = int(p.number("win", 0xffff))
}

func (p *lineParser) icmp(f *Fields) {
	if p.err != nil {
		return
	}
	kind, code, _ := strings.Cut(p.peek(), "/")
	k, errK := strconv.ParseUint(kind, 10, 8)
	c, errC := strconv.ParseUint(code, 10, 8)
	if errK != nil || errC != nil {
		p.fail(p.found(), "an ICMP type and code such as 3/3")
		return
	}
	p.at++
	f.ICMPType, f.ICMPCode = int(k), int(c)
	for word := range strings.FieldsSeq(ICMPName(f.ICMPType, f.ICMPCode)) {
		if p.peek() != word {
			p.fail(p.found(), strconv.Quote(word))
			return
		}
		p.at++
	}
	switch {
	case f.isEcho():
		f.EchoID = uint16(p.number("id", 0xffff))
		f.EchoSeq = uint16(p.number("seq", 0xffff))
	case f.isFragNeeded():
		f.NextMTU = int(p.number("mtu", 0xffff))
	}
}
