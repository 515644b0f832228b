// Package wire draws the ladder: two lifelines and every packet between them.
package wire

import (
	"fmt"
	"strconv"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
	"github.com/stillwire/stillwire/ui/scene"
)

type pane struct{}

// New makes the pane.
func New() scene.Pane { return pane{} }

// Title says how many packets wait for a hand.
func (pane) Title(s *scene.Scene) (string, []scene.Ink) {
	var held, dropped int
	for _, p := range s.Snap.Packets {
		switch p.Fate {
		case wire.Held:
			held++
		case wire.Dropped:
			dropped++
		}
	}
	muted := draw.In(draw.Muted)
	switch {
	case held > 0:
		return "WIRE", []scene.Ink{draw.T(draw.In(draw.Flight).B(), fmt.Sprintf("%s %d held", s.G().Held, held))}
	case s.Snap.Mode == wire.FreeMode:
		return "WIRE", []scene.Ink{draw.T(muted, "free: packets flow")}
	case len(s.Snap.Packets) == 0:
		return "WIRE", []scene.Ink{draw.T(muted, "nothing sent")}
	case dropped > 0:
		return "WIRE", []scene.Ink{draw.T(muted, "none held")}
	}
	return "WIRE", []scene.Ink{draw.T(muted, "all delivered")}
}

// ladder is one drawing at work.
type ladder struct {
	s           *scene.Scene
	c           *draw.Canvas
	t           *draw.Theme
	left, right int  // columns of the lifelines
	clock       int  // column of the times
	wide        bool // room for times and states
	many        bool // more than one client port: each label names its own
	copies      map[int]int
}

// Draw paints the header and as many packets as fit; a negative scroll follows
// the newest, or the selected packet.
func (pane) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	l := &ladder{s: s, c: c, t: t}
	l.measure(small)
	packets := s.Snap.Packets
	step := 1
	if !small && 2*len(packets) <= c.H-1 {
		step = 2
	}
	rows := len(packets) * step
	top := window(s, packets, step, rows, c.H-1, scroll)

	l.header(packets)
	l.lifelines(rows - top)
	if len(packets) == 0 && c.H > 2 {
		note := "nothing is on the wire yet"
		c.PutIn(l.left+max((l.right-l.left+1-len(note))/2, 1), 2, l.right, draw.In(draw.Muted), note)
	}
	passages := passagesOf(s.Snap)
	l.copies = map[int]int{}
	for i, p := range packets {
		if p.Copy != 0 {
			l.copies[p.Copy]++
		}
		if y := i*step - top; y >= 0 && y < c.H-1 {
			l.packet(1+y, p)
			l.states(1+y, p, passages)
		}
	}
	return 1 + rows
}

// window is the first row on show. When it follows, the selected packet and
// the one before it stay in sight.
func window(s *scene.Scene, packets []*lab.Packet, step, rows, room, scroll int) int {
	last := max(rows-room, 0)
	if scroll >= 0 {
		return min(scroll, last)
	}
	for i, p := range packets {
		if p.Number == s.Selected {
			return min(last, max(i-1, 0)*step)
		}
	}
	return last
}

// measure places the lifelines.
func (l *ladder) measure(small bool) {
	w := l.c.W
	switch {
	case !small && w >= 70:
		l.clock, l.left, l.right, l.wide = 1, 19, w-14, true
	case !small && w >= 56:
		l.clock, l.left, l.right, l.wide = 0, 18, w-12, true
	default:
		l.left, l.right = 1, w-2
	}
}

// header names the two ends, with their ports where each has but one.
func (l *ladder) header(packets []*lab.Packet) {
	var clients, servers ports
	for _, p := range packets {
		clients.add(say.ClientPort(p))
		servers.add(say.ServerPort(p))
	}
	l.many = clients.several
	g := l.t.G
	client := g.Client + " CLIENT" + clients.label()
	server := g.Server + " SERVER" + servers.label()
	if !l.wide {
		l.c.Put(0, 0, draw.In(draw.Client).B(), client)
		l.c.Right(l.c.W, 0, draw.In(draw.Server).B(), server)
		return
	}
	at := func(x int, text string) int {
		return max(min(x-6, l.c.W-draw.Width(text)), 0)
	}
	l.c.Put(at(l.left, client), 0, draw.In(draw.Client).B(), client)
	l.c.Put(at(l.right, server), 0, draw.In(draw.Server).B(), server)
}

// ports counts to two.
type ports struct {
	one     uint16
	several bool
}

func (p *ports) add(port uint16) {
	switch {
	case port == 0 || port == p.one:
	case p.one == 0:
		p.one = port
	default:
		p.several = true
	}
}

func (p *ports) label() string {
	if p.one == 0 || p.several {
		return ""
	}
	return " :" + strconv.Itoa(int(p.one))
}

// lifelines draws both ends' lines: coloured beside packets, faint below.
func (l *ladder) lifelines(used int) {
	for y := 1; y < l.c.H; y++ {
		left, right := draw.In(draw.Client), draw.In(draw.Server)
		if y > used {
			left, right = draw.In(draw.Faint), draw.In(draw.Faint)
		}
		l.c.Put(l.left, y, left, l.t.G.Life)
		l.c.Put(l.right, y, right, l.t.G.Life)
	}
}
