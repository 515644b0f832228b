package ui

import (
	"strconv"

	"github.com/stillwire/stillwire/ui/draw"
)

// frame is what stands around a pane.
type frame struct {
	pane    Pane
	name    string
	right   []draw.Ink
	narrow  []draw.Ink // for where right is too wide; nil = none
	mark    string     // how far the pane is scrolled
	focused bool
	cards   bool // the sockets stand on two cards
}

// draw paints the frame on a canvas that has the pane's size: a box, or in
// class S one rule above. A focused frame is heavy, which shows without
// colour too.
func (f frame) draw(c *draw.Canvas, t *draw.Theme, class Class) {
	g := t.G
	h, v, tl, tr, bl, br := g.H, g.V, g.TL, g.TR, g.BL, g.BR
	st := draw.In(draw.Faint)
	if f.focused {
		h, v, tl, tr, bl, br = g.FH, g.FV, g.FTL, g.FTR, g.FBL, g.FBR
		st = draw.In(draw.Focus).B()
	}
	c.Fill(0, 0, c.W, st, h)
	if class != S {
		c.Put(0, 0, st, tl)
		c.Put(c.W-1, 0, st, tr)
		for y := 1; y < c.H-1; y++ {
			c.Put(0, y, st, v)
			c.Put(c.W-1, y, st, v)
		}
		c.Fill(0, c.H-1, c.W, st, h)
		c.Put(0, c.H-1, st, bl)
		c.Put(c.W-1, c.H-1, st, br)
	}
	f.title(c, class)
}

// title writes number, name and state into the frame's first row. Where room
// is short the scroll mark goes first, then the state.
func (f frame) title(c *draw.Canvas, class Class) {
	x, end := 2, c.W-2
	if class == S {
		x, end = 1, c.W-1
	}
	left := f.label()
	room := end - x - draw.InkWidth(left) - 1
	right := f.right
	if f.mark != "" {
		mark := draw.T(draw.In(draw.Muted), f.mark)
		if len(right) > 0 {
			mark.Text += "  "
		}
		if marked := append([]draw.Ink{mark}, right...); draw.InkWidth(marked)+2 <= room {
			right = marked
		}
	}
	if draw.InkWidth(right)+2 > room && f.narrow != nil {
		right = f.narrow
	}
	if w := draw.InkWidth(right); w > 0 && w+2 <= room {
		at := c.Put(end-w-2, 0, draw.Style{}, " ")
		at = c.Inks(at, 0, end, right...)
		c.Put(at, 0, draw.Style{}, " ")
	}
	c.Inks(x, 0, end, left...)
}

func (f frame) label() []draw.Ink {
	name := draw.Style{Bold: true}
	if f.cards && f.pane == Sockets {
		name.Role = draw.Client
	}
	if f.pane == ServerCard {
		name.Role = draw.Server
	}
	number := draw.In(draw.Muted)
	if f.focused {
		number = draw.In(draw.Focus).B()
	}
	inks := []draw.Ink{draw.T(draw.Style{}, " ")}
	if f.pane >= Lesson && f.pane <= Packet {
		inks = append(inks, draw.T(number, strconv.Itoa(int(f.pane))+" "))
	}
	return append(inks, draw.T(name, f.name), draw.T(draw.Style{}, " "))
}
