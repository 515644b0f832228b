// Package sockets draws each socket as its stack tells it: a card for the
// client's, a card for the server's, and a list of all where space is short.
package sockets

import (
	"cmp"
	"slices"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
	"github.com/stillwire/stillwire/ui/scene"
)

// card is the sockets of one side.
type card struct{ side lab.Side }

// NewClient makes the client's card.
func NewClient() scene.Pane { return card{lab.ClientSide} }

// NewServer makes the server's card.
func NewServer() scene.Pane { return card{lab.ServerSide} }

// Title is the side, and the state of the socket that most is to be seen of.
func (p card) Title(s *scene.Scene) (string, []scene.Ink) {
	name := s.G().Client + " CLIENT"
	if p.side == lab.ServerSide {
		name = s.G().Server + " SERVER"
	}
	return name, p.state(s, lab.State.String)
}

// Narrow is the state cut as ss cuts it.
func (p card) Narrow(s *scene.Scene) []scene.Ink { return p.state(s, say.Short) }

func (p card) state(s *scene.Scene, name func(lab.State) string) []scene.Ink {
	pill := draw.In(say.Role(p.side)).P()
	k := say.Main(s.Snap.Sockets, p.side)
	switch {
	case k == nil:
		return []scene.Ink{draw.T(muted, "no socket")}
	case k.Gone:
		return []scene.Ink{draw.T(muted, "gone")}
	case k.Type == lab.Dgram:
		return []scene.Ink{draw.T(pill, " UDP ")}
	}
	return []scene.Ink{draw.T(pill, " "+say.Glyph(s.G(), k.State)+" "+name(k.State)+" ")}
}

// Draw paints the listeners, then a block for the socket that most is to be
// seen of, then the others: in blocks while they fit, else a line each.
func (p card) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	socks := p.pick(s.Snap.Sockets)
	b := &book{t: t, w: c.W, now: s.Now}
	if len(socks) == 0 {
		b.page.Add(draw.T(draw.In(draw.Muted), "no socket yet"))
	}
	left := c.H
	for i, k := range socks {
		full := &book{t: t, w: c.W, now: s.Now}
		full.socket(k)
		after := len(socks) - i - 1 // each of these takes a line at least
		switch main := i == 0 || socks[i-1].State == lab.Listen && k.State != lab.Listen; {
		case small && !main, !main && len(full.page.Rows)+1+after > left:
			b.line(k)
		default:
			if i > 0 && len(full.page.Rows)+1+after <= left && !listens(k) && !listens(socks[i-1]) {
				b.page.Gap()
			}
			b.page.Rows = append(b.page.Rows, full.page.Rows...)
		}
		left = c.H - len(b.page.Rows)
	}
	return b.page.Show(c, t, max(scroll, 0))
}

func listens(k *lab.Socket) bool { return k.State == lab.Listen && !k.Gone }

// pick is the side's sockets: listeners, the main one, the other living ones
// from new to old, then those that are gone.
func (p card) pick(all []*lab.Socket) []*lab.Socket {
	main := say.Main(all, p.side)
	var socks []*lab.Socket
	for _, k := range all {
		if k.Side() == p.side || k.Side() == lab.NoSide && p.side == lab.ClientSide {
			socks = append(socks, k)
		}
	}
	slices.SortStableFunc(socks, func(a, b *lab.Socket) int {
		return cmp.Or(cmp.Compare(place(a, main), place(b, main)), cmp.Compare(b.Order, a.Order))
	})
	return socks
}

func place(k, main *lab.Socket) int {
	switch {
	case listens(k):
		return 0
	case k == main:
		return 1
	case !k.Gone:
		return 2
	}
	return 3
}
