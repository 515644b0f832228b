package ui

import "github.com/stillwire/stillwire/ui/draw"

// Pane is one of the screen's rectangles; 1 to 7 are also the keys.
type Pane int

const (
	NoPane Pane = iota
	Lesson
	Sockets // all sockets in a list, or the client's card
	Wire
	Backlog
	Port
	Bytes
	Packet
	ServerCard // the second half of Sockets, where there is room
	panes
)

// Class is how much the screen holds.
type Class int

const (
	TooSmall Class = iota
	S              // rules between the panes; designed at 80x24
	M              // boxes, no packet pane; designed at 100x30
	L              // all panes; designed at 120x40
)

// The smallest screen of each class, in columns and rows.
const (
	minW, minH = 72, 20
	mW, mH     = 96, 28
	lW, lH     = 116, 36
)

// Mode is what differs from the usual arrangement.
type Mode struct {
	Guest Pane // shown in the wire's rectangle, if it has none of its own
	Zoom  Pane // shown alone
}

// Rects says where everything stands; an empty rectangle is not on the screen.
type Rects struct {
	Class    Class
	Header   draw.Rect
	Divider  draw.Rect // class S, between lesson and the rest
	Timeline draw.Rect
	Log      draw.Rect
	Hints    draw.Rect
	Pane     [panes]draw.Rect
}

// Layout arranges w by h cells. It is pure: the same size and mode give the
// same rectangles.
func Layout(w, h int, m Mode) Rects {
	var r Rects
	switch {
	case w >= lW && h >= lH:
		r = boxes(w, h, L)
	case w >= mW && h >= mH:
		r = boxes(w, h, M)
	case w >= minW && h >= minH:
		r = rules(w, h)
	default:
		return Rects{}
	}
	if m.Guest != NoPane && r.Pane[m.Guest].Empty() {
		r.Pane[m.Guest], r.Pane[Wire] = r.Pane[Wire], draw.Rect{}
	}
	if m.Zoom != NoPane {
		r.zoom(m.Zoom)
	}
	return r
}

// rules is class S: the lesson at the left, the rest in a stack, one row of
// rule above each pane. The wire takes what height is left.
func rules(w, h int) Rects {
	body := h - 3
	left := 31
	if w >= lW {
		left = min(w/3, 58)
	}
	x, rw := left+1, w-left-1
	r := Rects{
		Class:   S,
		Header:  draw.Rect{X: 0, Y: 0, W: w, H: 1},
		Divider: draw.Rect{X: left, Y: 1, W: 1, H: body},
		Log:     draw.Rect{X: 0, Y: h - 2, W: w, H: 1},
		Hints:   draw.Rect{X: 0, Y: h - 1, W: w, H: 1},
	}
	r.Pane[Lesson] = draw.Rect{X: 0, Y: 1, W: left, H: body}
	// A tall screen shows more sockets and more of the small panes.
	more := max(body-27, 0)
	sockets, low := 4+min(more/4, 4), 3+min(more/6, 5)
	y := 1
	for _, p := range []struct {
		pane Pane
		h    int
	}{{Sockets, sockets}, {Wire, body - sockets - 3*low}, {Backlog, low}, {Port, low}, {Bytes, low}} {
		r.Pane[p.pane] = draw.Rect{X: x, Y: y, W: rw, H: p.h}
		y += p.h
	}
	return r
}

// boxes is class M and larger: the lesson at the left (over the packet, in L),
// the two cards, the wire, and a strip of three at the right.
func boxes(w, h int, class Class) Rects {
	log := 2
	if h >= 46 {
		log = 3
	}
	body := h - 3 - log
	left, packet, card, strip := 32, 0, 7, 8
	if class == L {
		left, packet = min(w/3, 58), min(body*3/8, 18)
		card = 8
		if h >= 46 {
			card = 9
		}
	}
	strip += min(max(body-35, 0)/4, 6)
	rw := w - left
	r := Rects{
		Class:    class,
		Header:   draw.Rect{X: 0, Y: 0, W: w, H: 1},
		Timeline: draw.Rect{X: 0, Y: 1 + body, W: w, H: 1},
		Log:      draw.Rect{X: 0, Y: 2 + body, W: w, H: log},
		Hints:    draw.Rect{X: 0, Y: h - 1, W: w, H: 1},
	}
	r.Pane[Lesson] = draw.Rect{X: 0, Y: 1, W: left, H: body - packet}
	if packet > 0 {
		r.Pane[Packet] = draw.Rect{X: 0, Y: 1 + body - packet, W: left, H: packet}
	}
	r.Pane[Sockets], r.Pane[ServerCard] = halves(draw.Rect{X: left, Y: 1, W: rw, H: card})
	r.Pane[Wire] = draw.Rect{X: left, Y: 1 + card, W: rw, H: body - card - strip}
	third := (rw - 2) / 3
	y := 1 + body - strip
	r.Pane[Backlog] = draw.Rect{X: left, Y: y, W: rw - 2*third, H: strip}
	r.Pane[Port] = draw.Rect{X: left + rw - 2*third, Y: y, W: third, H: strip}
	r.Pane[Bytes] = draw.Rect{X: left + rw - third, Y: y, W: third, H: strip}
	return r
}

// zoom gives one pane the place of all.
func (r *Rects) zoom(p Pane) {
	all := draw.Rect{X: 0, Y: 1, W: r.Header.W, H: r.Log.Y - 1 - r.Timeline.H}
	cards := !r.Pane[ServerCard].Empty()
	r.Pane, r.Divider = [panes]draw.Rect{}, draw.Rect{}
	r.Pane[p] = all
	if p == Sockets && cards {
		r.Pane[Sockets], r.Pane[ServerCard] = halves(all)
	}
}

func halves(r draw.Rect) (left, right draw.Rect) {
	left, right = r, r
	left.W = r.W / 2
	right.X += left.W
	right.W -= left.W
	return left, right
}

// Inside is where a pane's content stands in its rectangle: within the frame
// and one blank column at each side.
func (r Rects) Inside(p Pane) draw.Rect {
	o := r.Pane[p]
	if o.Empty() {
		return draw.Rect{}
	}
	if r.Class == S {
		return draw.Rect{X: o.X + 1, Y: o.Y + 1, W: max(o.W-2, 0), H: max(o.H-1, 0)}
	}
	return draw.Rect{X: o.X + 2, Y: o.Y + 1, W: max(o.W-4, 0), H: max(o.H-2, 0)}
}
