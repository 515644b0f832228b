// Package packet draws one packet from the outside in: sizes, fields with
// their bytes, and all bytes.
package packet

import (
	"fmt"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
	"github.com/stillwire/stillwire/ui/scene"
)

type pane struct{}

// New makes the pane.
func New() scene.Pane { return pane{} }

var (
	plain = draw.Style{}
	muted = draw.In(draw.Muted)
)

// choose is the packet on show: the selected one, else the newest that is
// held, else the newest; nil if there is none.
func choose(s *scene.Scene) *lab.Packet {
	if p := s.Snap.Packet(s.Selected); p != nil {
		return p
	}
	if held := s.Snap.Held(); len(held) > 0 {
		return held[len(held)-1]
	}
	if n := len(s.Snap.Packets); n > 0 {
		return s.Snap.Packets[n-1]
	}
	return nil
}

// Title is the packet's number and kind, and what became of it.
func (pane) Title(s *scene.Scene) (string, []scene.Ink) {
	p := choose(s)
	if p == nil {
		return "PACKET", nil
	}
	fate, st := string(p.Fate), muted
	switch p.Fate {
	case wire.Held, wire.Passing:
		st = draw.In(draw.Flight).B()
	case wire.Dropped:
		st = draw.In(draw.Err).B()
	}
	if p.Again > 0 {
		fate += fmt.Sprintf(", again %d%s", p.Again, s.G().Copies)
	}
	return fmt.Sprintf("PACKET #%d %s", p.Number, p.Label()), []scene.Ink{draw.T(st, fate)}
}

// Draw paints what is read first at the top: sizes, the transport's fields,
// the bytes; then every field of every layer.
func (pane) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	p := choose(s)
	if p == nil {
		c.PutIn(0, 0, c.W, muted, "no packet yet")
		return 1
	}
	b := &board{t: t, w: min(c.W, widest), p: p, spans: packet.Layout(p.Raw)}
	b.sizes()
	switch {
	case p.FragOffset > 0:
	case p.Proto == packet.TCP:
		b.tcp(s.Snap)
	case p.Proto == packet.UDP:
		b.udp()
	case p.Proto == packet.ICMP:
		b.icmp()
	}
	rows := (len(p.Raw) + b.perRow() - 1) / b.perRow()
	if !small && len(b.page.Rows)+1+rows <= c.H {
		b.page.Gap()
	}
	b.dump()
	b.fields()
	part := draw.NewCanvas(b.w, c.H)
	n := b.page.Show(part, t, max(scroll, 0))
	c.Blit(0, 0, part)
	return n
}

// widest keeps values and their bytes near each other on a wide canvas.
const widest = 70

// board is the drawing of one packet.
type board struct {
	page  draw.Page
	t     *draw.Theme
	w     int
	p     *lab.Packet
	spans []packet.Span
}

// sizes is what the packet is made of, and what is out of the ordinary.
func (b *board) sizes() {
	p := b.p
	switch {
	case p.IPHeader == 0:
		b.page.Add(draw.T(muted, fmt.Sprintf("%d B, not decoded", len(p.Raw))))
	case p.Header == 0:
		b.page.Add(draw.T(muted, fmt.Sprintf("IPv4 %d B + data %d B", p.IPHeader, len(p.Payload))))
	default:
		b.page.Add(draw.T(muted, fmt.Sprintf("IPv4 %d B + %s %d B + data %d B", p.IPHeader, p.Proto, p.Header, len(p.Payload))))
	}
	if !p.ChecksumOK {
		b.page.Add(draw.T(draw.In(draw.Err).B(), b.t.G.Drop+" bad checksum: the receiver ignores it"))
	}
	if p.Fragment() {
		more := "the last"
		if p.MoreFragments {
			more = "more to come"
		}
		b.page.Add(draw.T(muted, "fragment "), draw.T(plain, fmt.Sprintf("at byte %d, %s", p.FragOffset, more)))
	}
	switch {
	case p.Copy > 0:
		b.page.Add(draw.T(draw.In(draw.Flight), fmt.Sprintf("a copy of #%d", p.Copy)))
	case p.Retransmission > 0:
		b.page.Add(draw.T(draw.In(draw.Flight), fmt.Sprintf("%s sends the bytes of #%d again", b.t.G.Again, p.Retransmission)))
	}
}

// role is the colour of a field's bytes.
func (b *board) role(s packet.Span) draw.Style {
	side := say.Side(b.p)
	switch {
	case s.Layer == "data":
		return draw.In(draw.Data)
	case s.Layer == "IPv4" || s.Layer == "IP":
		return muted
	case s.Name == "source port":
		return draw.In(say.Role(side))
	case s.Name == "destination port":
		return draw.In(say.Role(other(side)))
	case s.Layer == "TCP" && s.Name == "flags":
		return draw.In(draw.Flight)
	}
	return plain
}

func other(side lab.Side) lab.Side {
	switch side {
	case lab.ClientSide:
		return lab.ServerSide
	case lab.ServerSide:
		return lab.ClientSide
	}
	return lab.NoSide
}
