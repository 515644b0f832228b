// Package port draws the ephemeral range, which local ports are in use, who
// holds each, and who chose it.
package port

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
	"github.com/stillwire/stillwire/ui/scene"
)

type pane struct{}

// New makes the pane.
func New() scene.Pane { return pane{} }

var (
	plain = draw.Style{}
	muted = draw.In(draw.Muted)
)

// Title counts the ports in use when they are many.
func (pane) Title(s *scene.Scene) (string, []scene.Ink) {
	if n := len(inUse(s.Snap)); n > 3 {
		return "EPHEMERAL PORT", []scene.Ink{draw.T(muted, fmt.Sprintf("%d in use", n))}
	}
	return "EPHEMERAL PORT", nil
}

// Draw paints the range, the ports from new to old, and how many are free.
func (pane) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	b := &board{t: t, w: c.W, snap: s.Snap, now: s.Now, used: inUse(s.Snap)}
	b.strip()
	if small {
		b.small()
		return b.page.Show(c, t, max(scroll, 0))
	}
	free := b.free()
	roomy := 1+2*len(b.used)+len(free) <= c.H // each with the line that says who chose it
	below := 2+len(b.used)+len(free) <= c.H   // else the count would be out of sight
	if !below {
		b.add(free)
	}
	for i, k := range b.used {
		b.entry(k)
		if roomy || i == 0 {
			b.page.Add(draw.T(muted, "  "), draw.T(muted, chosen(k)))
		}
	}
	if len(b.used) == 0 {
		b.page.Add(draw.T(muted, "no port in use"))
	}
	if below {
		b.add(free)
	}
	return b.page.Show(c, t, max(scroll, 0))
}

func (b *board) add(rows [][]draw.Ink) {
	for _, row := range rows {
		b.page.Add(row...)
	}
}

// inUse is one socket for each local port that a program or the stack chose:
// those within the range first, each group from new to old. A listener's
// child shares its port, so it is not one of them.
func inUse(snap *lab.Snapshot) []*lab.Socket {
	type key struct {
		kind lab.Type
		port uint16
	}
	seen := map[key]bool{}
	var used []*lab.Socket
	for _, k := range slices.Backward(snap.Sockets) {
		at := key{k.Type, k.Local.Port()}
		if k.Gone || at.port == 0 || k.Parent != 0 || seen[at] {
			continue
		}
		seen[at] = true
		used = append(used, k)
	}
	slices.SortStableFunc(used, func(a, b *lab.Socket) int {
		return cmp.Or(cmp.Compare(outside(snap, a), outside(snap, b)), cmp.Compare(b.Order, a.Order))
	})
	return used
}

func outside(snap *lab.Snapshot, k *lab.Socket) int {
	if n := int(k.Local.Port()); n < snap.Ports.Low || n > snap.Ports.High {
		return 1
	}
	return 0
}

// chosen says who fixed a socket's local port.
func chosen(k *lab.Socket) string {
	switch by := k.Port.By; {
	case by == "":
		return "not known who chose"
	case k.Port.Asked:
		return "asked for by " + by + "()"
	case by == "bind":
		return "by bind() to port 0"
	default:
		return "by " + by + "()"
	}
}

// board is the drawing at work.
type board struct {
	page draw.Page
	t    *draw.Theme
	w    int
	snap *lab.Snapshot
	now  time.Duration // of the lab's clock
	used []*lab.Socket
}

// strip is the range with a mark for each port in use, the newest on top.
func (b *board) strip() {
	p := b.snap.Ports
	if p.High <= 0 || p.High < p.Low {
		b.page.Add(draw.T(muted, "range unknown"))
		return
	}
	low, high := strconv.Itoa(p.Low)+" ", " "+strconv.Itoa(p.High)
	n := max(b.w-len(low)-len(high), 1)
	cells := make([]draw.Ink, n)
	for i := range cells {
		cells[i] = draw.T(draw.In(draw.Faint), b.t.G.Ahead)
	}
	for _, k := range slices.Backward(b.used) {
		if outside(b.snap, k) == 0 {
			at := (int(k.Local.Port()) - p.Low) * (n - 1) / max(p.High-p.Low, 1)
			cells[at] = draw.T(draw.In(say.Role(k.Side())).B(), say.Glyph(b.t.G, k.State))
		}
	}
	b.page.Add(slices.Concat([]draw.Ink{draw.T(muted, low)}, cells, []draw.Ink{draw.T(muted, high)})...)
}

// entry is one port: state, and its holder or how long TIME_WAIT lasts yet.
func (b *board) entry(k *lab.Socket) {
	st := draw.In(say.Role(k.Side()))
	row := []draw.Ink{draw.T(st, say.Glyph(b.t.G, k.State)+" "),
		draw.T(st.B(), fmt.Sprintf("%-5d", k.Local.Port())), draw.T(plain, " "+say.Short(k.State))}
	right := b.holder(k)
	if room := b.w - draw.InkWidth(row) - 1; len(right) > room {
		if right = strings.Replace(right, " ", "", 1); len(right) > room {
			right = ""
		}
	}
	b.page.Both(row, []draw.Ink{draw.T(plain, right)})
}

// holder is a descriptor, or what keeps a port that no program holds.
func (b *board) holder(k *lab.Socket) string {
	switch {
	case k.FD >= 0:
		return say.FD(k.FD)
	case k.Timer.Kind == lab.TimeWaitTimer:
		return say.Span(k.Left(b.now))
	}
	return "no fd"
}

// free counts what is left of the range, TCP and UDP apart where both are in
// use: each has ports of its own.
func (b *board) free() [][]draw.Ink {
	all := b.snap.Ports.High - b.snap.Ports.Low + 1
	if b.snap.Ports.High <= 0 || all <= 0 {
		return nil
	}
	count := map[lab.Type]int{}
	for _, k := range b.used {
		if outside(b.snap, k) == 0 {
			count[k.Type]++
		}
	}
	if len(count) < 2 {
		n := all
		for _, taken := range count {
			n -= taken
		}
		return [][]draw.Ink{freeOf("free ", n, all)}
	}
	return [][]draw.Ink{freeOf("TCP free ", all-count[lab.Stream], all), freeOf("UDP free ", all-count[lab.Dgram], all)}
}

func freeOf(word string, n, all int) []draw.Ink {
	st := plain
	if n <= 0 {
		st = draw.In(draw.Err).B()
	}
	return []draw.Ink{draw.T(muted, word), draw.T(st, strconv.Itoa(n)), draw.T(muted, " of "+strconv.Itoa(all))}
}

// small is the newest port with who chose it, and the others as room allows.
func (b *board) small() {
	if len(b.used) == 0 {
		b.page.Add(append([]draw.Ink{draw.T(muted, "no port in use   ")}, slices.Concat(b.free()...)...)...)
		return
	}
	var row []draw.Ink
	for i, k := range b.used {
		st := draw.In(say.Role(k.Side()))
		var part []draw.Ink
		if i > 0 {
			part = append(part, draw.T(plain, "  "))
		}
		part = append(part, draw.T(st, say.Glyph(b.t.G, k.State)+" "), draw.T(st.B(), strconv.Itoa(int(k.Local.Port()))))
		switch {
		case i == 0:
			part = append(part, draw.T(muted, " "+chosen(k)))
		case k.Timer.Kind == lab.TimeWaitTimer:
			part = append(part, draw.T(muted, " "+b.holder(k)))
		}
		if draw.InkWidth(row)+draw.InkWidth(part) > b.w {
			break
		}
		row = append(row, part...)
	}
	b.page.Add(row...)
}
