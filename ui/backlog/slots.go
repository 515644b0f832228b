package backlog

import (
	"fmt"
	"strconv"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
)

// board is the drawing of one listener.
type board struct {
	page   *draw.Page
	t      *draw.Theme
	snap   *lab.Snapshot
	w      int
	prefix string // ":8080 " where several sockets listen
}

// A slot is a bracketed port, with its state's glyph where there is room.
const (
	roomy = 8 // [◐54321]
	tight = 7 // [54321]
)

// large is a heading and slots for each queue, and what accept() would do.
func (b *board) large(l *lab.Socket, h int, alone bool) {
	qs := queues(b.snap, l, b.t.G)
	size := roomy
	if qs[0].capacity*roomy > b.w && qs[0].capacity*tight <= b.w {
		size = tight
	}
	lines := 1
	if per := max(b.w/size, 1); alone && qs[0].capacity > per {
		if n := (qs[0].capacity + per - 1) / per; 2*n+4 <= h {
			lines = n
		}
	}
	for _, q := range qs {
		b.page.Both([]draw.Ink{draw.T(plain, b.prefix+q.name)},
			[]draw.Ink{q.count()})
		b.slots(q, size, lines)
	}
	b.next(l, qs[1])
}

// count is how many of a queue's places are taken; a full queue says so.
func (q queue) count() draw.Ink {
	text := fmt.Sprintf("%d/%d", q.long, q.capacity)
	if q.long >= q.capacity {
		return draw.T(draw.In(draw.Flight).B(), text+" full")
	}
	return draw.T(plain, text)
}

// slots draws a queue's places in so many lines; those that find no room are
// counted at the end.
func (b *board) slots(q queue, size, lines int) {
	per := max(b.w/size, 1)
	if lines == 1 && q.capacity > per {
		per = max((b.w-len("+"+strconv.Itoa(q.capacity))-1)/size, 1)
	}
	for i := 0; i < lines; i++ {
		var inks []draw.Ink
		for n := i * per; n < min((i+1)*per, max(q.capacity, q.long)); n++ {
			inks = append(inks, b.slot(q, n, size))
		}
		if rest := q.capacity - (i+1)*per; i == lines-1 && rest > 0 {
			inks = append(inks, draw.T(muted, fmt.Sprintf(" +%d", rest)))
		}
		b.page.Add(inks...)
	}
}

// slot is place n of a queue, 0 = the next to leave.
func (b *board) slot(q queue, n, size int) draw.Ink {
	text, st := "", draw.In(draw.Faint)
	switch {
	case n < len(q.ports):
		text, st = strconv.Itoa(int(q.ports[n])), draw.In(q.role).P()
	case n < q.long:
		text, st = "?", draw.In(q.role).P() // the stack counts one whose socket it does not show
	}
	if size == roomy && text != "" {
		text = q.glyph + text
	}
	pad := max(size-2-draw.Width(text), 0)
	return draw.T(st, fmt.Sprintf("[%s%*s]", text, pad, ""))
}

// next says what accept() would take, or who waits in it.
func (b *board) next(l *lab.Socket, q queue) {
	switch {
	case len(q.ports) > 0:
		b.page.Add(draw.T(muted, "accept() takes "), draw.T(draw.In(draw.Data).B(), strconv.Itoa(int(q.ports[0]))))
		return
	case q.long > 0:
		b.page.Add(draw.T(muted, "accept() takes "), draw.T(draw.In(draw.Data).B(), "one"))
		return
	}
	for _, a := range b.snap.Actors {
		if a.Parked != nil && a.Parked.Socket == l.ID && a.Parked.Name == "accept" {
			b.page.Add(draw.T(draw.In(draw.Flight), a.Name+" waits in accept()"))
			return
		}
	}
	b.page.Add(draw.T(muted, "accept() finds none"))
}

// small is a line a queue.
func (b *board) small(l *lab.Socket) {
	for i, q := range queues(b.snap, l, b.t.G) {
		head := []draw.Ink{draw.T(muted, b.prefix+q.short+" ")}
		tail := []draw.Ink{q.count()}
		if lost := b.snap.Counters["ListenOverflows"]; lost > 0 && i == 1 {
			tail = append([]draw.Ink{draw.T(draw.In(draw.Err).B(), fmt.Sprintf("lost %d ", lost))}, tail...)
		}
		room := b.w - draw.InkWidth(head) - draw.InkWidth(tail) - 1
		at := len(b.page.Rows)
		line := &board{page: b.page, t: b.t, w: room}
		size := roomy
		if q.capacity*roomy > room && q.capacity*tight <= room {
			size = tight
		}
		line.slots(q, size, 1)
		b.page.Rows[at] = draw.Row{Left: append(head, b.page.Rows[at].Left...), Right: tail}
	}
}
