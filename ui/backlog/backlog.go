// Package backlog draws the two queues of each listener: half-open
// connections, and those that wait for accept().
package backlog

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
)

type pane struct{}

// New makes the pane.
func New() scene.Pane { return pane{} }

// Title says what listen() was given, where one socket listens.
func (pane) Title(s *scene.Scene) (string, []scene.Ink) {
	ls := listeners(s.Snap)
	if inferred(s.Snap) {
		return "BACKLOG", []scene.Ink{draw.T(muted, "whose: inferred")}
	}
	if len(ls) != 1 {
		return "BACKLOG", nil
	}
	fd := "-"
	if ls[0].FD >= 0 {
		fd = fmt.Sprint(ls[0].FD)
	}
	return "BACKLOG", []scene.Ink{draw.T(muted, fmt.Sprintf("listen(%s, %d)", fd, ls[0].Backlog()))}
}

// inferred tells whether a connection stands in the queue of one of several
// listeners that share a port: the stack does not say of which.
func inferred(snap *lab.Snapshot) bool {
	return slices.ContainsFunc(snap.Sockets, func(k *lab.Socket) bool {
		return k.ParentInferred && !k.Gone && k.Queue != lab.NoQueue
	})
}

// Narrow says where the number of places comes from.
func (pane) Narrow(s *scene.Scene) []scene.Ink {
	ls := listeners(s.Snap)
	if inferred(s.Snap) {
		return []scene.Ink{draw.T(muted, "inferred")}
	}
	if len(ls) != 1 {
		return nil
	}
	return []scene.Ink{draw.T(muted, fmt.Sprintf("holds %d+1", ls[0].Backlog()))}
}

var (
	plain = draw.Style{}
	muted = draw.In(draw.Muted)
)

// listeners are the TCP sockets that listen, oldest first.
func listeners(snap *lab.Snapshot) []*lab.Socket {
	var ls []*lab.Socket
	for _, k := range snap.Sockets {
		if k.State == lab.Listen && k.Type == lab.Stream && !k.Gone {
			ls = append(ls, k)
		}
	}
	return ls
}

// queue is one queue of a listener.
type queue struct {
	name, short string
	role        draw.Role
	glyph       string
	long        int // how many the stack says are in it
	capacity    int
	ports       []uint16 // of those that the lab knows, the next one first
}

// queues are a listener's two. The accept queue's length is the stack's own
// word (Recv-Q); capacity of either is the backlog and one more.
func queues(snap *lab.Snapshot, l *lab.Socket, g *draw.Glyphs) [2]queue {
	capacity := max(l.Backlog(), 0) + 1
	syn := queue{name: "SYN queue", short: "SYN", role: draw.Flight, glyph: g.Opening, capacity: capacity}
	acc := queue{name: "accept queue", short: "ACC", role: draw.Data, glyph: g.Established, capacity: capacity}
	syn.ports = waiting(snap, l, lab.SynQueue)
	acc.ports = waiting(snap, l, lab.AcceptQueue)
	syn.long = len(syn.ports)
	acc.long = max(l.RecvQ, 0)
	if l.RecvQ < 0 {
		acc.long = len(acc.ports)
	}
	return [2]queue{syn, acc}
}

func waiting(snap *lab.Snapshot, l *lab.Socket, in lab.Queue) []uint16 {
	var socks []*lab.Socket
	for _, k := range snap.Sockets {
		if k.Parent == l.ID && k.Queue == in && !k.Gone {
			socks = append(socks, k)
		}
	}
	slices.SortStableFunc(socks, func(a, b *lab.Socket) int { return cmp.Compare(a.Place, b.Place) })
	ports := make([]uint16, len(socks))
	for i, k := range socks {
		ports[i] = k.Peer.Port()
	}
	return ports
}

// Draw paints the queues of every listener.
func (pane) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	var page draw.Page
	ls := listeners(s.Snap)
	if len(ls) == 0 {
		none(s.Snap, &page, c.W)
		return page.Show(c, t, max(scroll, 0))
	}
	for i, l := range ls {
		b := &board{page: &page, t: t, w: c.W, snap: s.Snap}
		if len(ls) > 1 {
			b.prefix = fmt.Sprintf(":%d ", l.Local.Port())
		}
		if i > 0 && !small {
			page.Gap()
		}
		if small {
			b.small(l)
			continue
		}
		b.large(l, c.H, len(ls) == 1)
	}
	if !small {
		losses(s.Snap, &page)
	}
	return page.Show(c, t, max(scroll, 0))
}

// none says why there is no backlog.
func none(snap *lab.Snapshot, page *draw.Page, w int) {
	for _, k := range snap.Sockets {
		if k.Type == lab.Dgram && !k.Gone {
			page.Add(draw.T(muted, "UDP has no backlog"))
			page.Wrap(w, 0, draw.T(muted, "a datagram waits in its socket's own buffer"))
			return
		}
	}
	page.Add(draw.T(muted, "no socket listens"))
}

// losses are the counters that a full queue moves. A counter that the
// snapshot does not name has not moved; without any, nothing is known.
func losses(snap *lab.Snapshot, page *draw.Page) {
	if snap.Counters == nil {
		page.Add(draw.T(muted, "overflows unknown"))
		return
	}
	inks := append(counter(snap, "overflows ", "ListenOverflows"), draw.T(plain, "  "))
	page.Add(append(inks, counter(snap, "drops ", "ListenDrops")...)...)
}

func counter(snap *lab.Snapshot, word, name string) []draw.Ink {
	n, st := snap.Counters[name], plain
	if n > 0 {
		st = draw.In(draw.Err).B()
	}
	return []draw.Ink{draw.T(muted, word), draw.T(st, fmt.Sprint(n))}
}
