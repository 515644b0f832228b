// Package bytes draws the pipe that payload goes through, one for each
// direction: program, send buffer, wire, receive buffer, program.
package bytes

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
	"github.com/stillwire/stillwire/ui/scene"
)

type pane struct{}

// New makes the pane.
func New() scene.Pane { return pane{} }

var muted = draw.In(draw.Muted)

// Title says so when the numbers are sums over several connections.
func (pane) Title(s *scene.Scene) (string, []scene.Ink) {
	n := 0
	for _, k := range s.Snap.Sockets {
		if k.Side() == lab.ClientSide {
			n++
		}
	}
	if n > 1 {
		return "BYTES", []scene.Ink{draw.T(muted, "all sockets")}
	}
	return "BYTES", nil
}

// place is how many bytes are at one place of the pipe.
type place struct {
	n    int // lab.Unknown if the engine cannot tell
	note string
}

// notKept is the note of UDP's send buffer.
const notKept = "none"

// pipe is one direction: given to send, in the send buffer, on the wire, in
// the receive buffer, taken by recv.
type pipe [5]place

var (
	names  = [5]string{"app", "sndbuf", "wire", "rcvbuf", "app"}
	briefs = [5]string{"app", "snd", "wire", "rcv", "app"}
	roles  = [5]draw.Role{draw.Data, draw.Flight, draw.Flight, draw.Data, draw.Data}
)

// pipeFrom adds up the direction away from a side. The send buffer keeps bytes
// until they are acknowledged, so the same byte can be in it and on the wire.
func pipeFrom(snap *lab.Snapshot, from lab.Side) pipe {
	var p pipe
	var streams, datagrams int
	for _, k := range snap.Sockets {
		switch side := k.Side(); {
		case side == lab.NoSide:
		case side == from:
			p[0].add(k.Given)
			switch {
			case k.Type == lab.Dgram:
				datagrams++
			case buffers(k):
				streams++
				p[1].add(k.Unacked)
			}
		default:
			p[4].add(k.Taken)
			if k.Type == lab.Dgram && !k.Gone || buffers(k) {
				p[3].add(k.Readable)
			}
			if k.Type == lab.Dgram && k.Readable > 0 {
				p[3].note = "next "
			}
		}
	}
	if datagrams > 0 && streams == 0 {
		p[1] = place{note: notKept} // a datagram is never sent again
	}
	for _, k := range snap.Packets {
		if say.Waits(k) && say.Side(k) == from && k.Proto != packet.ICMP {
			p[2].add(len(k.Payload))
		}
	}
	return p
}

// buffers tells whether a TCP socket can have payload in its buffers.
func buffers(k *lab.Socket) bool {
	return k.Type == lab.Stream && !k.Gone &&
		k.State != lab.Listen && k.State != lab.Closed && k.State != lab.TimeWait
}

func (p *place) add(n int) {
	if n < 0 || p.n < 0 {
		p.n = lab.Unknown
		return
	}
	p.n += n
}

// text is the place's number in at most room columns.
func (p place) text(room int) string {
	forms := []string{p.note + strconv.Itoa(p.n), p.note + say.Brief(p.n), say.Brief(p.n)}
	switch {
	case p.note == notKept:
		forms = []string{notKept}
	case p.n < 0:
		forms = []string{"unknown", "unkn.", "?"}
	}
	for _, f := range forms {
		if draw.Width(f) <= room {
			return f
		}
	}
	return forms[len(forms)-1]
}

// style is muted for nothing, so that what is somewhere stands out.
func (p place) style(i int) draw.Style {
	if p.n <= 0 {
		return muted
	}
	return draw.In(roles[i]).B()
}

// Draw paints a table, or a line for each direction.
func (pane) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	var page draw.Page
	there, back := pipeFrom(s.Snap, lab.ClientSide), pipeFrom(s.Snap, lab.ServerSide)
	if small {
		lines(&page, t, c.W, there, back)
	} else {
		table(&page, t, min(c.W, 34), there, back)
	}
	return page.Show(c, t, max(scroll, 0))
}

// table has a row for each place and a column for each direction.
func table(page *draw.Page, t *draw.Theme, w int, there, back pipe) {
	cell := max((w-6)/2, 0)
	page.Add(slices.Concat(fill(w-2*cell, nil), head(t, lab.ClientSide, cell), head(t, lab.ServerSide, cell))...)
	for i, name := range names {
		row := []draw.Ink{draw.T(muted, fmt.Sprintf("%-*s", w-2*cell, name))}
		for _, at := range [2]place{there[i], back[i]} {
			row = append(row, fill(cell, []draw.Ink{draw.T(at.style(i), at.text(cell-1))})...)
		}
		page.Add(row...)
	}
}

// fill puts blanks before runs until they take w columns.
func fill(w int, inks []draw.Ink) []draw.Ink {
	blanks := strings.Repeat(" ", max(w-draw.InkWidth(inks), 0))
	return append([]draw.Ink{draw.T(draw.Style{}, blanks)}, inks...)
}

// head is "C ► S" at the right of w columns, seen from a side; closer together
// where it must be.
func head(t *draw.Theme, from lab.Side, w int) []draw.Ink {
	mid := " " + t.G.Right + " "
	if w < 6 {
		mid = t.G.Right
	}
	a, b := draw.T(draw.In(draw.Client).B(), "C"), draw.T(draw.In(draw.Server).B(), "S")
	if from == lab.ServerSide {
		a, b = b, a
	}
	return fill(w, []draw.Ink{a, draw.T(muted, mid), b})
}

// lines are the two directions on a line each, both as wide as both can be.
func lines(page *draw.Page, t *draw.Theme, w int, there, back pipe) {
	road := t.G.Road
	var a, b []draw.Ink
	for _, form := range []struct {
		sep  string
		room int // columns for a number
	}{{" " + road + " ", 11}, {" " + road + " ", 7}, {road, 11}, {road, 7}, {road, 5}} {
		a = line(t, lab.ClientSide, there, form.sep, form.room)
		b = line(t, lab.ServerSide, back, form.sep, form.room)
		if max(draw.InkWidth(a), draw.InkWidth(b)) <= w {
			break
		}
	}
	page.Add(a...)
	page.Add(b...)
}

func line(t *draw.Theme, from lab.Side, p pipe, sep string, room int) []draw.Ink {
	inks := head(t, from, 0)
	for i, at := range p {
		if i > 0 {
			inks = append(inks, draw.T(muted, sep))
		} else {
			inks = append(inks, draw.T(muted, " "))
		}
		inks = append(inks, draw.T(muted, briefs[i]+" "), draw.T(at.style(i), at.text(room)))
	}
	return inks
}
