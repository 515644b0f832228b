package netstack

import (
	"math"
	"slices"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
	"gvisor.dev/gvisor/pkg/waiter"

	"github.com/stillwire/stillwire/lab"
)

// Sockets is the stack's list, and the descriptors that it does not list:
// those that are not connected, and UDP's.
func (e *Engine) Sockets() ([]lab.SocketRow, error) {
	var rows []lab.SocketRow
	listed := map[lab.SocketID]bool{}
	for _, n := range e.live() {
		listed[n.id] = true
		rows = append(rows, e.row(n))
	}
	for id, h := range e.table.held {
		if !listed[id] {
			rows = append(rows, e.row(h.entry))
		}
	}
	slices.SortFunc(rows, func(a, b lab.SocketRow) int { return int(a.ID) - int(b.ID) })
	return rows, nil
}

// row is the word about one socket.
func (e *Engine) row(n *entry) lab.SocketRow {
	f := flowOf(n.ep)
	r := lab.SocketRow{ID: n.id, Family: lab.Inet, Type: n.typ, State: state(n.ep), Local: f.local,
		Held: e.table.held[n.id] != nil}
	o := n.ep.SocketOptions()
	r.RcvBuf, r.SndBuf = int(o.GetReceiveBufferSize()), int(o.GetSendBufferSize())
	if n.typ == lab.Dgram {
		fillDatagram(&r, n, f)
		return r
	}
	if r.State != lab.Closed && r.State != lab.Listen {
		r.Peer = f.peer
	}
	e.fillStream(&r, n)
	return r
}

// fillDatagram: how much waits beyond the next datagram the stack does not
// tell.
func fillDatagram(r *lab.SocketRow, n *entry, f flow) {
	if f.peer.IsValid() {
		r.State, r.Peer = lab.Established, f.peer
	}
	r.Readable = readable(n)
	if n.ep.Readiness(waiter.ReadableEvents) != 0 {
		r.RecvQ = lab.Unknown
	}
	if s, ok := n.ep.Stats().(*tcpip.TransportEndpointStats); ok {
		r.Drops = int(s.ReceiveErrors.ReceiveBufferOverflow.Value())
	}
}

func readable(n *entry) int {
	size, err := n.ep.GetSockOptInt(tcpip.ReceiveQueueSizeOption)
	if err != nil {
		return 0
	}
	return size
}

// fillStream puts the queues as ss prints them: a SYN or FIN that was not
// acknowledged, and a FIN that was not read, count one.
func (e *Engine) fillStream(r *lab.SocketRow, n *entry) {
	ep := n.ep.(*tcp.Endpoint)
	stats := ep.Stats().(*tcp.Stats)
	p := e.settleUnacked(n)
	switch r.State {
	case lab.Listen:
		_, r.RecvQ = e.waiting(n)
		r.SendQ = n.backlog
		r.Drops = n.turned + int(stats.ReceiveErrors.ListenOverflowSynDrop.Value()+stats.ReceiveErrors.ListenOverflowAckDrop.Value())
		return
	case lab.SynSent:
		r.SendQ = 1
	case lab.SynRcvd:
		if r.Held { // a simultaneous open; a request in a SYN queue shows 0
			r.SendQ = 1
		}
	case lab.TimeWait:
	case lab.Closed:
		r.Readable = readable(n) // what came before the end can still be read
		r.RecvQ = r.Readable
		return
	default:
		r.Readable, r.Unacked = readable(n), n.unacked
		r.RecvQ, r.SendQ = r.Readable, r.Unacked
		switch r.State {
		case lab.CloseWait, lab.LastAck, lab.Closing:
			if !n.eof {
				r.RecvQ++
			}
		}
		switch r.State {
		case lab.FinWait1, lab.LastAck, lab.Closing:
			r.SendQ++
		}
		r.TCP = info(ep, stats, n, p)
	}
	r.Timer = e.timer(n, r)
}

// settleUnacked takes the connection's last probe into account.
func (e *Engine) settleUnacked(n *entry) probe {
	if n.typ != lab.Stream {
		return probe{}
	}
	p := e.probes.of(flowOf(n.ep).id())
	if p.number != 0 && p.number != n.probed {
		n.probed, n.unacked = p.number, p.unacked
	}
	return p
}

// info is TCP_INFO. Some numbers the stack tells only once a segment has come
// in on the connection.
func info(ep *tcp.Endpoint, stats *tcp.Stats, n *entry, p probe) *lab.TCPInfo {
	var o tcpip.TCPInfoOption
	if err := ep.GetSockOpt(&o); err != nil {
		return nil
	}
	t := &lab.TCPInfo{Cwnd: int(o.SndCwnd), Ssthresh: int(o.SndSsthresh), RTT: o.RTT, RTTVar: o.RTTVar, RTO: o.RTO,
		Retransmits: int(stats.SendErrors.Retransmits.Value()), MSS: p.mss, SendWindow: p.sendWindow, RecvWindow: p.recvWindow,
		BytesAcked: n.written - n.unacked, BytesRecvd: n.read + readable(n),
		SegmentsIn: int(stats.SegmentsReceived.Value()), SegmentsOut: int(stats.SegmentsSent.Value())}
	if o.SndSsthresh >= math.MaxInt32 {
		t.Ssthresh = lab.Unknown // "infinite": not set yet
	}
	if p.number == 0 {
		t.MSS, t.SendWindow, t.RecvWindow = lab.Unknown, lab.Unknown, lab.Unknown
	}
	return t
}

// timer is the one that a socket has armed, where that can be known: most of
// TCP's stay armed when they are cancelled, and of those nothing is said.
func (e *Engine) timer(n *entry, r *lab.SocketRow) lab.Timer {
	var kind lab.TimerKind
	var armed []string
	switch r.State {
	case lab.SynSent, lab.SynRcvd:
		kind, armed = lab.RetransTimer, []string{"newHandshake", "synSentState", "retransmitHandlerLocked"}
	case lab.TimeWait:
		kind, armed = lab.TimeWaitTimer, []string{"startTimeWait", "handleTimeWait"}
	case lab.FinWait2:
		kind, armed = lab.TimeWaitTimer, []string{"closeNoShutdownLocked", "consumeSegment"} // Linux counts it as one, too
	default:
		return lab.Timer{}
	}
	f := flowOf(n.ep)
	t := e.clock.find(func(owner any) bool { return owner == any(n) || owner == any(f) }, armed...)
	if t == nil {
		return lab.Timer{}
	}
	l := lab.Timer{Kind: kind, Expires: max(t.at-e.clock.since(), 0)}
	if kind == lab.RetransTimer {
		l.Fired = int(n.ep.Stats().(*tcp.Stats).SendErrors.Retransmits.Value())
	}
	return l
}
