package packet

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// span finds a field of the packet's own headers by name.
func (b *board) span(layer, name string) (packet.Span, bool) {
	for _, s := range b.spans {
		if s.Layer == layer && s.Name == name {
			return s, true
		}
	}
	return packet.Span{}, false
}

// row is one field: its name, its value, its bytes at the right edge.
func (b *board) row(label, layer, name string, value ...draw.Ink) {
	left := append([]draw.Ink{draw.T(muted, fmt.Sprintf("%-9s ", label))}, value...)
	s, ok := b.span(layer, name)
	if !ok {
		b.page.Add(left...)
		return
	}
	st := b.role(s)
	if st == plain {
		st = muted
	}
	b.page.Both(left, []draw.Ink{draw.T(st, b.hex(s.From, s.To, b.w-draw.InkWidth(left)-1))})
}

// hex is bytes from up to to, as many as fit room columns.
func (b *board) hex(from, to, room int) string {
	to = min(to, len(b.p.Raw))
	var h strings.Builder
	for i := from; i < to && (i-from)*3+2 <= room; i++ {
		if i > from {
			h.WriteByte(' ')
		}
		fmt.Fprintf(&h, "%02x", b.p.Raw[i])
	}
	return h.String()
}

// ports writes both ports in the colours of their sides.
func (b *board) ports(layer string) {
	side := say.Side(b.p)
	b.row("src port", layer, "source port",
		draw.T(draw.In(say.Role(side)).B(), strconv.Itoa(int(b.p.SrcPort))))
	b.row("dst port", layer, "destination port",
		draw.T(draw.In(say.Role(other(side))).B(), strconv.Itoa(int(b.p.DstPort))))
}

func (b *board) tcp(snap *lab.Snapshot) {
	p := b.p
	b.ports("TCP")
	b.row("seq", "TCP", "sequence number", draw.T(plain, relative(p.RelSeq, p.Seq)))
	if p.Flags.Has(packet.ACK) {
		b.row("ack", "TCP", "acknowledgment number", draw.T(plain, relative(p.RelAck, p.Ack)))
	} else {
		b.row("ack", "TCP", "acknowledgment number", draw.T(muted, "unused: no ACK flag"))
	}
	b.row("flags", "TCP", "flags", flags(p.Flags)...)
	b.row("window", "TCP", "window", draw.T(plain, window(snap, p)))
	b.options()
}

// relative counts from the connection's first sequence number where the wire
// knows it.
func relative(rel int64, absolute uint32) string {
	if rel < 0 {
		return strconv.FormatUint(uint64(absolute), 10)
	}
	return strconv.FormatInt(rel, 10)
}

// flagLetters are the flags as they stand in the header, from the left.
var flagLetters = [...]struct {
	bit          packet.Flags
	letter, name string
}{
	{packet.CWR, "C", "CWR"}, {packet.ECE, "E", "ECE"}, {packet.URG, "U", "URG"}, {packet.ACK, "A", "ACK"},
	{packet.PSH, "P", "PSH"}, {packet.RST, "R", "RST"}, {packet.SYN, "S", "SYN"}, {packet.FIN, "F", "FIN"},
}

// flags spells out those that are set.
func flags(f packet.Flags) []draw.Ink {
	var inks []draw.Ink
	for i, k := range flagLetters {
		if i > 0 {
			inks = append(inks, draw.T(plain, " "))
		}
		if f.Has(k.bit) {
			inks = append(inks, draw.T(draw.In(draw.Flight).B(), k.name))
		} else {
			inks = append(inks, draw.T(muted, k.letter))
		}
	}
	return inks
}

// window is the field as sent and, where both SYNs of the connection offered a
// scale, what it stands for (RFC 7323 section 2.2).
func window(snap *lab.Snapshot, p *lab.Packet) string {
	if p.Flags.Has(packet.SYN) {
		return fmt.Sprintf("%d B", p.Window)
	}
	own, peers := -1, -1
	for _, k := range snap.Packets {
		if k.Proto != packet.TCP || !k.Flags.Has(packet.SYN) || k.Number > p.Number {
			continue
		}
		if k.Src() == p.Src() && k.Dst() == p.Dst() {
			own = k.WindowScale
		}
		if k.Src() == p.Dst() && k.Dst() == p.Src() {
			peers = k.WindowScale
		}
	}
	if own < 0 || peers < 0 {
		return strconv.Itoa(p.Window)
	}
	own = min(own, 14) // RFC 7323 section 2.3
	return fmt.Sprintf("%d x%d = %d B", p.Window, 1<<own, p.Window<<own)
}

// options names the TCP options in the order of the bytes.
func (b *board) options() {
	var names []string
	from, to := 0, 0
	for _, s := range b.spans {
		if s.Layer != "TCP" || s.From < b.p.IPHeader+20 {
			continue
		}
		if from == 0 {
			from = s.From
		}
		names, to = append(names, brief(s)), s.To
	}
	if len(names) == 0 {
		b.page.Add(draw.T(muted, "options   none"))
		return
	}
	text := strings.Join(names, " ")
	left := []draw.Ink{draw.T(muted, "options   "), draw.T(plain, text)}
	room := b.w - draw.InkWidth(left) - 1
	b.page.Both(left, []draw.Ink{draw.T(muted, b.hex(from, min(to, from+4), room))})
}

// brief is an option in a few columns.
func brief(s packet.Span) string {
	switch s.Name {
	case "timestamps":
		return "TS"
	case "SACK permitted":
		return "SACKok"
	case "window scale":
		n, _, _ := strings.Cut(s.Text, " ")
		return "WS " + n
	case "MSS":
		return "MSS " + s.Text
	case "end of options":
		return "end"
	}
	return s.Name
}

func (b *board) udp() {
	b.ports("UDP")
	b.row("length", "UDP", "length", draw.T(plain, fmt.Sprintf("%d B with header", b.p.Header+len(b.p.Payload))))
	if s, ok := b.span("UDP", "checksum"); ok {
		_, word, _ := strings.Cut(s.Text, " ")
		b.row("checksum", "UDP", "checksum", draw.T(plain, word))
	}
}

func (b *board) icmp() {
	p := b.p
	b.row("type", "ICMP", "type", draw.T(plain, strconv.Itoa(p.ICMPType)))
	b.row("code", "ICMP", "code", draw.T(plain, strconv.Itoa(p.ICMPCode)))
	if name := packet.ICMPName(p.ICMPType, p.ICMPCode); name != "" {
		b.page.Add(draw.T(muted, "meaning   "), draw.T(draw.In(draw.Err).B(), name))
	}
	if q := p.Quoted; q != nil {
		b.page.Add(draw.T(muted, "about     "), draw.T(plain, fmt.Sprintf("%s %d %s %d", q.Proto, q.SrcPort, b.t.G.Right, q.DstPort)))
	}
}
