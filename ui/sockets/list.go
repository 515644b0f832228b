package sockets

import (
	"fmt"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
	"github.com/stillwire/stillwire/ui/scene"
)

// list is every socket on a line of its own.
type list struct{}

// New makes the list of all sockets, for the smallest screen.
func New() scene.Pane { return list{} }

// Title counts the sockets that live.
func (list) Title(s *scene.Scene) (string, []scene.Ink) {
	n := 0
	for _, k := range s.Snap.Sockets {
		if !k.Gone {
			n++
		}
	}
	if n < 4 {
		return "SOCKETS", nil
	}
	return "SOCKETS", []scene.Ink{draw.T(muted, fmt.Sprintf("%d sockets", n))}
}

// Draw paints the main sockets first when not all fit.
func (list) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, _ bool) int {
	b := &book{t: t, w: c.W, now: s.Now}
	clients := card{lab.ClientSide}.pick(s.Snap.Sockets)
	servers := card{lab.ServerSide}.pick(s.Snap.Sockets)
	if len(clients)+len(servers) == 0 {
		b.page.Add(draw.T(muted, "no socket yet"))
	}
	if len(clients) > 1 && len(clients)+len(servers) > c.H { // the rest of the clients come last
		servers = append(servers, clients[1:]...)
		clients = clients[:1]
	}
	for _, k := range append(clients, servers...) {
		b.entry(k)
	}
	return b.page.Show(c, t, max(scroll, 0))
}

// stateColumns is the room for a state's glyph and name, and the blank before it.
const stateColumns = 14

// entry is a socket on one line: side, letter, descriptor, end points, state.
func (b *book) entry(k *lab.Socket) {
	st := draw.In(say.Role(k.Side()))
	if k.Gone {
		st = muted
	}
	fd := "   -"
	if k.FD >= 0 {
		fd = fmt.Sprintf("fd%d", k.FD)
	}
	sign := say.Sign(b.t.G, k.Side()) + " " + say.Letter(k)
	if b.t.G == &draw.ASCII { // the side's sign and letter would say the same twice
		sign = say.Letter(k)
	}
	row := []draw.Ink{draw.T(st, sign+" "), draw.T(plain, fmt.Sprintf("%-5s", fd)), draw.T(st, b.where(k))}
	name := k.State.String()
	state := fmt.Sprintf("%s %-11s", say.Glyph(b.t.G, k.State), name)
	if k.Gone {
		state = fmt.Sprintf("%-13s", "  gone")
	}
	b.page.Both(row, []draw.Ink{draw.T(st.B(), state)})
}

// where is the local end, and the peer's where it tells sockets apart.
func (b *book) where(k *lab.Socket) string {
	if k.Local.Port() == 0 {
		return "no port yet"
	}
	text := k.Local.String()
	if k.Parent == 0 {
		return text
	}
	text = fmt.Sprintf("%s%s:%d", text, b.t.G.Left, k.Peer.Port())
	if draw.Width(text)+9+stateColumns > b.w {
		text = fmt.Sprintf("%s%s:%d", say.Near(k.Local), b.t.G.Left, k.Peer.Port())
	}
	return text
}

// line is a socket of a card whose side is known: descriptor, what tells it
// from the others, state.
func (b *book) line(k *lab.Socket) {
	st := draw.In(say.Role(k.Side()))
	if k.Gone {
		st = muted
	}
	where := b.addr(k.Local.String(), say.Near(k.Local), 20)
	switch {
	case k.Parent != 0:
		where = "peer " + b.addr(k.Peer.String(), say.Near(k.Peer), 26)
	case k.Local.Port() == 0:
		where = "no port yet"
	}
	state := say.Glyph(b.t.G, k.State) + " " + say.Short(k.State)
	if k.Gone {
		state = "  gone"
	}
	if len(where)+20 <= b.w {
		state = fmt.Sprintf("%-12s", state)
	}
	b.page.Both([]draw.Ink{draw.T(plain, fmt.Sprintf("%-6s", say.FD(k.FD))), draw.T(st, where)},
		[]draw.Ink{draw.T(st, state)})
}
