package sockets

import (
	"fmt"
	"strings"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// book is the rows of a card being written.
type book struct {
	page draw.Page
	t    *draw.Theme
	w    int
	now  time.Duration // the lab's clock
}

var (
	plain = draw.Style{}
	muted = draw.In(draw.Muted)
)

// socket writes one socket in full.
func (b *book) socket(k *lab.Socket) {
	switch {
	case listens(k) && k.Type == lab.Stream:
		b.listener(k)
		return
	case k.Type == lab.Dgram:
		b.datagram(k)
		return
	}
	b.ends(k)
	b.road(k)
	b.bytes(k)
	if !k.Gone && k.State != lab.TimeWait {
		b.sendBuffer(k)
	}
	b.timer(k)
	b.inside(k)
}

// ends writes who holds the socket and its two end points.
func (b *book) ends(k *lab.Socket) {
	own, other := draw.In(say.Role(k.Side())), draw.In(opposite(k.Side()))
	if k.Parent != 0 && k.FD < 0 {
		b.page.Add(draw.T(muted, "child  "), draw.T(plain, b.holder(k)),
			draw.T(muted, " peer "), draw.T(other, b.addr(k.Peer.String(), say.Near(k.Peer), 18)))
		return
	}
	word := "socket "
	if k.Parent != 0 {
		word = "child  "
	}
	local := "no port yet"
	if k.Local.Port() != 0 {
		local = b.addr(k.Local.String(), say.Near(k.Local), 8+len(b.holder(k)))
	} else {
		own = muted
	}
	b.page.Add(draw.T(muted, word), draw.T(plain, b.holder(k)+" "), draw.T(own, local))
	if k.Peer.IsValid() && k.Peer.Port() != 0 {
		b.page.Add(draw.T(muted, "peer   "), draw.T(other, b.addr(k.Peer.String(), say.Near(k.Peer), 7)))
	} else {
		b.page.Add(draw.T(muted, "peer   none yet"))
	}
}

// holder is the descriptor, or why there is none.
func (b *book) holder(k *lab.Socket) string {
	if k.Gone {
		return "gone"
	}
	return say.FD(k.FD)
}

// addr is the long form where it fits beside so many columns.
func (b *book) addr(long, short string, beside int) string {
	if len(long)+beside <= b.w {
		return long
	}
	return short
}

func opposite(side lab.Side) draw.Role {
	if side == lab.ServerSide {
		return draw.Client
	}
	return draw.Server
}

// listener writes a listening socket on one line.
func (b *book) listener(k *lab.Socket) {
	st := draw.In(say.Role(k.Side()))
	state := draw.T(st, say.Glyph(b.t.G, k.State)+" LISTEN")
	fd := say.FD(k.FD) + " "
	local := b.addr(k.Local.String(), say.Near(k.Local), len("listen "+fd)+9)
	b.page.Both([]draw.Ink{draw.T(muted, "listen "), draw.T(plain, fd), draw.T(st, local)}, []draw.Ink{state})
}

// road writes the states the socket has been in, the current one bold; those
// that were not read but must have been passed stand in parentheses.
func (b *book) road(k *lab.Socket) {
	road := k.Road
	if len(road) == 0 {
		road = []lab.Passage{{State: k.State}}
	}
	short := false
	for {
		inks := b.steps(k, road, short)
		switch {
		case draw.InkWidth(inks) <= b.w || len(road) == 1 && short:
			b.page.Add(inks...)
			return
		case !short:
			short = true
		default:
			road = road[1:]
		}
	}
}

func (b *book) steps(k *lab.Socket, road []lab.Passage, short bool) []draw.Ink {
	sep := draw.T(muted, " "+b.t.G.Road+" ")
	var inks []draw.Ink
	if len(road) < len(k.Road) {
		inks = append(inks, draw.T(muted, b.t.G.Ellipsis), sep)
	}
	for i, p := range road {
		name, st := p.State.String(), muted
		if short {
			name = say.Short(p.State)
		}
		if p.Inferred {
			name = "(" + name + ")"
		}
		switch {
		case i < len(road)-1:
		case k.Gone:
			st = muted.B()
		default:
			st = draw.In(say.Role(k.Side())).B()
		}
		if i > 0 {
			inks = append(inks, sep)
		}
		inks = append(inks, draw.T(st, name))
	}
	return inks
}

// bytes writes what the program gave and took, and what it has not read yet.
func (b *book) bytes(k *lab.Socket) {
	data := draw.In(draw.Data)
	row := []draw.Ink{draw.T(muted, "sent "), draw.T(data.B(), fmt.Sprintf("%5s", say.Bytes(k.Given))),
		draw.T(muted, "   recv "), draw.T(data.B(), fmt.Sprintf("%5s", say.Bytes(k.Taken)))}
	unread := []draw.Ink{draw.T(muted, "unread "), draw.T(data, say.Bytes(k.Readable))}
	if k.Readable > 0 && draw.InkWidth(row)+draw.InkWidth(unread) < b.w {
		b.page.Both(row, unread)
		return
	}
	b.page.Add(row...)
}

// sendBuffer writes how full the send buffer is with bytes that have not been
// acknowledged; less than a column of the bar is drawn as one.
func (b *book) sendBuffer(k *lab.Socket) {
	flight := draw.In(draw.Flight)
	text := " " + say.Bytes(k.Unacked) + " unacked"
	if k.Unacked < 0 {
		b.page.Add(draw.T(muted, "sndbuf "), draw.T(plain, "unknown"))
		return
	}
	room := max(b.w-7-max(len(text), 15), 0)
	full := 0
	if k.Unacked > 0 && k.SndBuf > 0 {
		full = min(max(k.Unacked*room/k.SndBuf, 1), room)
	}
	b.page.Both([]draw.Ink{draw.T(muted, "sndbuf "), draw.T(flight, strings.Repeat(b.t.G.Full, full)),
		draw.T(draw.In(draw.Faint), strings.Repeat(b.t.G.Empty, room-full))},
		[]draw.Ink{draw.T(plain, text)})
}

// timer writes which timer is armed, and how long it has yet.
func (b *book) timer(k *lab.Socket) {
	if k.Timer.Kind == lab.NoTimer || k.Gone {
		return
	}
	row := []draw.Ink{draw.T(muted, "timer  "), draw.T(plain, string(k.Timer.Kind)),
		draw.T(plain, " "+say.Span(k.Left(b.now)))}
	if n := k.Timer.Fired; n > 0 {
		row = append(row, draw.T(muted, fmt.Sprintf(", fired %d%s", n, b.t.G.Copies)))
	}
	b.page.Add(row...)
}

// inside writes what TCP_INFO tells.
func (b *book) inside(k *lab.Socket) {
	if k.TCP == nil || k.Gone {
		return
	}
	row := []draw.Ink{draw.T(muted, "cwnd "), draw.T(plain, fmt.Sprint(k.TCP.Cwnd))}
	if k.TCP.RTT > 0 {
		row = append(row, draw.T(muted, "  rtt "), draw.T(plain, say.Span(k.TCP.RTT)))
	}
	if k.TCP.RTO > 0 {
		row = append(row, draw.T(muted, "  rto "), draw.T(plain, say.Span(k.TCP.RTO)))
	}
	if k.TCP.Retransmits > 0 {
		row = append(row, draw.T(muted, "  "+b.t.G.Again), draw.T(plain, fmt.Sprint(k.TCP.Retransmits)))
	}
	b.page.Add(row...)
}

// datagram writes a UDP socket, which has no connection to be in a state.
func (b *book) datagram(k *lab.Socket) {
	b.ends(k)
	if k.Peer.IsValid() && k.Peer.Port() != 0 {
		b.page.Add(draw.T(muted, "UNCONN no more: connect() fixed peer"))
	} else {
		b.page.Rows = b.page.Rows[:len(b.page.Rows)-1]
		b.page.Add(draw.T(muted, "UNCONN: no connection, any peer"))
	}
	b.page.Add(draw.T(muted, "sent "), draw.T(draw.In(draw.Data).B(), fmt.Sprintf("%5s", say.Bytes(k.Given))),
		draw.T(muted, "   recv "), draw.T(draw.In(draw.Data).B(), fmt.Sprintf("%5s", say.Bytes(k.Taken))))
	switch {
	case k.Gone:
	case k.Readable < 0:
		b.page.Add(draw.T(muted, "next datagram unknown"))
	case k.Readable == 0:
		b.page.Add(draw.T(muted, "no datagram to read"))
	default:
		b.page.Add(draw.T(muted, "next datagram "), draw.T(draw.In(draw.Data).B(), say.Bytes(k.Readable)))
	}
	if k.Drops > 0 {
		b.page.Add(draw.T(draw.In(draw.Err).B(), fmt.Sprintf("%s dropped %d", b.t.G.Drop, k.Drops)))
	}
}
