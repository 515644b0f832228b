package netstack

import (
	"net/netip"
	"sync/atomic"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"

	"github.com/stillwire/stillwire/lab"
)

// maxBacklog is net.core.somaxconn as Linux has it.
const maxBacklog = 4096

// gate is what our wire adds so that a listener's queues hold what Linux's do.
// After listen(n) either queue has room for n+1 (Linux compares with >); the
// stack takes its argument for the accept queue and one less for half-open
// connections, and answers the next SYN with a cookie, which it cannot be told
// not to do.
type gate struct {
	cookies   bool // net.ipv4.tcp_syncookies is not 0
	somaxconn int
	turned    atomic.Int64 // SYNs turned away because half-open connections fill the queue
}

func (g *gate) init() { g.cookies, g.somaxconn = true, maxBacklog }

// room is the backlog as Linux takes it: one below 0 counts as very large.
func (g *gate) room(backlog int) int {
	if backlog < 0 || backlog > g.somaxconn {
		return g.somaxconn
	}
	return backlog
}

// receive hands a packet to the stack and returns when it is digested.
func (e *Engine) receive(raw []byte) {
	if e.closed {
		return
	}
	ip := header.IPv4(raw)
	var f flow // as the receiver sees it
	var syn bool
	if ip.IsValid(len(raw)) && ip.TransportProtocol() == header.TCPProtocolNumber && len(ip.Payload()) >= header.TCPMinimumSize {
		h := header.TCP(ip.Payload())
		f = flow{addrPort(ip.DestinationAddress(), h.DestinationPort()), addrPort(ip.SourceAddress(), h.SourcePort())}
		syn = h.Flags()&(header.TCPFlagSyn|header.TCPFlagAck|header.TCPFlagRst) == header.TCPFlagSyn
	}
	ep := e.find(f)
	n := e.table.byEP[ep]
	if n != nil && state(ep) == lab.Listen {
		if syn {
			e.knock(n, raw, f)
		} else {
			e.pass(raw, f) // the answer to a cookie makes a connection, too
		}
		e.born(f, n)
		return
	}
	e.pass(raw, f)
	if n != nil {
		n.look()
	}
}

// pass hands a packet to the stack and lets it work; the timers that are armed
// meanwhile are the flow's.
func (e *Engine) pass(raw []byte, f flow) {
	e.clock.owned(f)
	e.card.deliver(raw)
	e.settle()
}

// knock brings a SYN to a listener. While it is looked at, the stack's limit
// is one higher, which makes room for n+1 half-open connections; its accept
// queue cannot grow by a SYN.
func (e *Engine) knock(l *entry, raw []byte, f flow) {
	half, queue := e.waiting(l)
	full := queue > l.backlog
	if !full && half > l.backlog && !e.gate.cookies {
		l.turned++
		e.gate.turned.Add(1)
		return
	}
	if !full {
		l.ep.Listen(l.backlog + 2)
		defer l.ep.Listen(l.backlog + 1)
	}
	e.pass(raw, f)
}

// Listen is listen(2).
func (h *handle) Listen(backlog int) error {
	room := h.engine.gate.room(backlog)
	if h.typ != lab.Stream {
		return lab.EOPNOTSUPP
	}
	if err := h.renew(); err != nil {
		return err
	}
	h.begin()
	defer h.end()
	if err := h.ep.Listen(room + 1); err != nil {
		// Linux lets a smaller backlog be set while more are waiting
		if state(h.ep) != lab.Listen {
			return errno(err)
		}
	}
	h.backlog = room
	return nil
}

// Accept is accept(2).
func (h *handle) Accept() (lab.Handle, netip.AddrPort, error) {
	var peer tcpip.FullAddress
	h.begin()
	defer h.end()
	ep, _, err := h.ep.Accept(&peer)
	if err != nil {
		return nil, netip.AddrPort{}, errno(err)
	}
	child := ep.(*tcp.Endpoint)
	n := h.engine.table.byEP[child]
	if n == nil { // it was reset in the queue, and its row let go
		n = h.engine.table.enter(ep, lab.Stream)
	}
	n.parent, n.queued, n.accepted = h.entry, true, true
	return h.engine.hold(n), addrPort(peer.Addr, peer.Port), nil
}
