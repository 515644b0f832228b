package wire

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// How far along its way, in parts of a hundred, an arrow is drawn that has not
// arrived: the pill ends, the head stands, the cross stands there.
const (
	heldAt    = 55
	passingAt = 62
	droppedAt = 58
)

// packet draws one row of the ladder.
func (l *ladder) packet(y int, p *lab.Packet) {
	if l.s.Selected == p.Number {
		l.c.Put(l.left-1, y, draw.In(draw.Action).B(), l.t.G.Select)
	}
	if l.wide {
		l.c.PutIn(l.clock, y, l.left-2, draw.In(draw.Muted), say.Clock(p.At))
	}
	side := say.Side(p)
	back := side == lab.ServerSide
	n := l.right - l.left - 1
	if n < 1 {
		return
	}
	way := l.way(p, n, back)
	if back { // the same way, seen from the other end
		l.c.Put(l.right, y, draw.In(say.Role(side)), l.t.G.To)
		slices.Reverse(way.inks)
	} else {
		l.c.Put(l.left, y, draw.In(say.Role(side)), l.t.G.From)
	}
	l.c.Inks(l.left+1, y, l.right, way.inks...)
}

// way is what fills the n columns from the sender's lifeline to the receiver's.
type way struct{ inks []draw.Ink }

func (l *ladder) way(p *lab.Packet, n int, back bool) way {
	g := l.t.G
	label := l.label(p)
	head := g.Right
	if back {
		head = g.Left
	}
	var w way
	switch p.Fate {
	case wire.Held:
		st := draw.In(draw.Flight)
		pill := l.pill(p, n, label)
		w.part(max(n*heldAt/100-draw.Width(pill), 0), n-draw.Width(pill), st, st.B(), g.Moving, label, g.Ellipsis)
		w.add(st.P(), pill)
		w.rest(n, g.Ahead)
	case wire.Passing:
		st := draw.In(draw.Flight)
		w.part(n*passingAt/100-1, n-1, st, st.B(), g.Moving, label, g.Ellipsis)
		w.add(st, head)
		w.rest(n, g.Ahead)
	case wire.Dropped:
		st := draw.In(draw.Err)
		lost, word := " dropped", g.Drop
		if n < draw.Width(label)+draw.Width(lost)+4 {
			lost = ""
		}
		w.part(n*droppedAt/100, n-1-len(lost), st, st, g.Line, label, g.Ellipsis)
		if back {
			w.add(st.B(), word)
			w.add(st.B(), reverse(lost))
		} else {
			w.add(st.B(), word+lost)
		}
	default:
		st := draw.In(draw.Muted)
		w.part(n-1, n-1, st, draw.In(say.Role(say.Side(p))), g.Line, label, g.Ellipsis)
		w.add(st, head)
	}
	w.pad(n)
	return w
}

// reverse moves a leading blank to the end: a way back is read from its end.
func reverse(text string) string {
	if text == "" {
		return ""
	}
	return text[1:] + " "
}

func (w *way) add(st draw.Style, text string) { w.inks = append(w.inks, draw.T(st, text)) }

func (w *way) width() int { return draw.InkWidth(w.inks) }

// part is the line with its label: want columns, more if the label needs them,
// at most most.
func (w *way) part(want, most int, line, text draw.Style, glyph, label, ellipsis string) {
	most = max(most, 0)
	if draw.Width(label)+3 > most {
		label = draw.Cut(label, max(most-3, 0), ellipsis)
	}
	size := min(max(want, draw.Width(label)+4), most)
	over := size - draw.Width(label) - 2
	if over < 0 {
		w.line(size, line, glyph)
		return
	}
	front := max(over/2, min(over, 1))
	w.line(front, line, glyph)
	w.add(text, " "+label+" ")
	w.line(over-front, line, glyph)
}

func (w *way) line(n int, st draw.Style, glyph string) {
	w.add(st, strings.Repeat(glyph, max(n, 0)))
}

// rest is the way that lies ahead.
func (w *way) rest(n int, glyph string) { w.line(n-w.width(), draw.In(draw.Faint), glyph) }

// pad makes a way that ends early as long as the others.
func (w *way) pad(n int) { w.line(n-w.width(), draw.Style{}, " ") }

// label is what stands on the arrow.
func (l *ladder) label(p *lab.Packet) string {
	text := say.Packet(p)
	if l.many {
		if port := say.ClientPort(p); port != 0 {
			text = strconv.Itoa(int(port)) + " " + text
		}
	}
	if p.Retransmission != 0 {
		text = l.t.G.Again + " " + text
	}
	if p.Copy != 0 {
		text = fmt.Sprintf("%d%s %s", l.copies[p.Copy]+1, l.t.G.Copies, text)
	}
	return text
}

// pill says that a packet is held, and how often the stack sent it again.
func (l *ladder) pill(p *lab.Packet, n int, label string) string {
	held := " " + l.t.G.Held + " HELD "
	if p.Again == 0 {
		return held
	}
	long := fmt.Sprintf("%sagain %d%s ", held, p.Again, l.t.G.Copies)
	if draw.Width(long)+draw.Width(label)+3 <= n {
		return long
	}
	return fmt.Sprintf("%s%d%s ", held, p.Again, l.t.G.Copies)
}
