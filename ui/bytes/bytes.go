// Package bytes draws the pipe that payload goes through, one for each
// direction: program, send buffer, wire, receive buffer, program.
package bytes

import (
	"strconv"

	"github.com/stillwire/stillwire/lab"
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
		p[1] = place{note: "none"} // nothing is kept: a datagram is never sent again
	}
	for _, k := range snap.Packets {
		if say.Waits(k) && say.Side(k) == from && k.Proto != "ICMP" {
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

// text is the place's number; brief is for a place with little room.
func (p place) text(brief bool) string {
	switch {
	case p.note == "none":
		return "none"
	case p.n < 0:
		return "unknown"
	case brief:
		return p.note + say.Brief(p.n)
	}
	return p.note + strconv.Itoa(p.n)
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
		line(&page, t, c.W, lab.ClientSide, there)
		line(&page, t, c.W, lab.ServerSide, back)
		return page.Show(c, t, max(scroll, 0))
	}
	table(&page, t, c.W, there, back)
	return page.Show(c, t, max(scroll, 0))
}

// table has a row for each place and a column for each direction.
func table(page *draw.Page, t *draw.Theme, w int, there, back pipe) {
	cell := min(max((w-6)/2, 3), 12)
	row := func(name string, a, b []draw.Ink) {
		inks := append([]draw.Ink{draw.T(muted, name)}, blanks(cell*2+max(w-cell*2, 0)-cell*2-draw.Width(name)+cell-draw.InkWidth(a)))
		inks = append(inks, a...)
		inks = append(inks, blanks(cell-draw.InkWidth(b)))
		page.Add(append(inks, b...)...)
	}
	row("", head(t, lab.ClientSide), head(t, lab.ServerSide))
	for i, name := range names {
		row(name, []draw.Ink{draw.T(there[i].style(i), there[i].text(cell < 9))},
			[]draw.Ink{draw.T(back[i].style(i), back[i].text(cell < 9))})
	}
}

func blanks(n int) draw.Ink {
	b := make([]byte, max(n, 0))
	for i := range b {
		b[i] = ' '
	}
	return draw.T(draw.Style{}, string(b))
}

// head is "C ► S", seen from a side.
func head(t *draw.Theme, from lab.Side) []draw.Ink {
	c, s := draw.T(draw.In(draw.Client).B(), "C"), draw.T(draw.In(draw.Server).B(), "S")
	mid := draw.T(muted, " "+t.G.Right+" ")
	if from == lab.ServerSide {
		return []draw.Ink{s, mid, c}
	}
	return []draw.Ink{c, mid, s}
}

// line is a direction on one line, as wide as fits.
func line(page *draw.Page, t *draw.Theme, w int, from lab.Side, p pipe) {
	var inks []draw.Ink
	for _, form := range []struct {
		sep   string
		brief bool
	}{{" " + t.G.Road + " ", false}, {" " + t.G.Road + " ", true}, {t.G.Road, true}} {
		inks = head(t, from)
		inks[1].Text = t.G.Right
		for i, at := range p {
			sep := " "
			if i > 0 {
				sep = form.sep
			}
			inks = append(inks, draw.T(muted, sep+briefs[i]+" "), draw.T(at.style(i), at.text(form.brief)))
		}
		if draw.InkWidth(inks) <= w {
			break
		}
	}
	page.Add(inks...)
}
