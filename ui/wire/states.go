package wire

import (
	"sort"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// passages finds the states that followed from a packet. Between two turning
// points (a call, or a packet that left the wire) the lab has settled, so what
// is seen after one and before the next followed from it.
type passages struct {
	snap   *lab.Snapshot
	points []int        // the events of all turning points, in order
	calls  map[int]bool // which of them are calls
}

func passagesOf(snap *lab.Snapshot) *passages {
	ps := &passages{snap: snap, calls: map[int]bool{}}
	for _, k := range snap.Calls {
		if k.Took > 0 {
			ps.points = append(ps.points, k.Took)
			ps.calls[k.Took] = true
		}
	}
	for _, p := range snap.Packets {
		if p.LeftEvent > 0 {
			ps.points = append(ps.points, p.LeftEvent)
		}
	}
	sort.Ints(ps.points)
	return ps
}

// last is the turning point that an event follows from; 0 = none.
func (ps *passages) last(event int) int {
	i := sort.SearchInts(ps.points, event+1)
	if i == 0 {
		return 0
	}
	return ps.points[i-1]
}

// sent is the state that p's sender entered with the call that sent p.
func (ps *passages) sent(p *lab.Packet) (lab.State, bool) {
	if p.SentEvent == 0 || p.Retransmission != 0 || p.Copy != 0 {
		return 0, false
	}
	point := ps.last(p.SentEvent)
	if !ps.calls[point] || p.Flags&(packet.SYN|packet.FIN|packet.RST) == 0 {
		return 0, false
	}
	return ps.entered(p, true, point)
}

// arrived is the state that p's receiver entered on its delivery.
func (ps *passages) arrived(p *lab.Packet) (lab.State, bool) {
	if p.LeftEvent == 0 || p.Fate != wire.Delivered {
		return 0, false
	}
	return ps.entered(p, false, p.LeftEvent)
}

// entered is the newest state that p's socket at one end entered after a
// turning point and before the next.
func (ps *passages) entered(p *lab.Packet, sender bool, point int) (st lab.State, ok bool) {
	if p.Proto != packet.TCP || point == 0 {
		return 0, false
	}
	local, peer := p.Dst(), p.Src()
	if sender {
		local, peer = peer, local
	}
	for _, k := range ps.snap.Sockets {
		if k.Local != local || k.Peer != peer || k.State == lab.Listen {
			continue
		}
		for i, e := range k.Road {
			if e.Inferred || e.Event < point || ps.last(e.Event) != point {
				continue
			}
			if e.State == lab.Closed && !closes(p, k.Road[:i], sender) {
				continue // a timer's doing, and no packet's
			}
			st, ok = e.State, true
		}
	}
	return st, ok
}

// closes tells whether p can have closed a socket (RFC 9293 section 3.10.7).
func closes(p *lab.Packet, before []lab.Passage, sender bool) bool {
	if p.Flags&packet.RST != 0 {
		return true
	}
	n := len(before)
	return !sender && n > 0 && before[n-1].State == lab.LastAck
}

// states writes beside the lifelines what each end became by this packet.
func (l *ladder) states(y int, p *lab.Packet, ps *passages) {
	if !l.wide {
		return
	}
	back := say.Side(p) == lab.ServerSide
	if st, ok := ps.sent(p); ok {
		l.state(y, st, back)
	}
	if st, ok := ps.arrived(p); ok {
		l.state(y, st, !back)
	}
}

func (l *ladder) state(y int, st lab.State, server bool) {
	name := say.Short(st)
	if server {
		l.c.Put(l.right+2, y, draw.In(draw.Server), name)
		return
	}
	l.c.Right(l.left-2, y, draw.In(draw.Client), name)
}
