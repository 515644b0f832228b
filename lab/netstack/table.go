package netstack

import (
	"net/netip"
	"slices"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"

	"github.com/stillwire/stillwire/lab"
)

// entry is one socket for its whole life, from half-open to TIME_WAIT. The
// stack keeps one endpoint object for all of it, and so it is the identity.
type entry struct {
	id     lab.SocketID
	typ    lab.Type
	ep     tcpip.Endpoint
	flow   flow   // where it stood and whom it talked to when last looked at
	parent *entry // the listener it came through
	// queued: it has entered its listener's accept queue. Not readable in the
	// stack; held against it by a test.
	queued   bool
	accepted bool
	joined   bool // it was ESTABLISHED once
	backlog  int  // listen()'s, as Linux takes it
	turned   int  // SYNs that its gate turned away
	eof      bool
	written  int // payload bytes the stack has taken
	unacked  int // of those, the ones not acknowledged yet
	read     int // payload bytes the program has taken
	probed   int // number of the last probe taken into account
}

// flow is a connection as seen from one end.
type flow struct{ local, peer netip.AddrPort }

// table knows every socket, by endpoint and by descriptor.
type table struct {
	byEP map[*tcp.Endpoint]*entry
	held map[lab.SocketID]*handle
	last lab.SocketID
}

func newTable() *table {
	return &table{byEP: map[*tcp.Endpoint]*entry{}, held: map[lab.SocketID]*handle{}}
}

// enter gives an endpoint its identity.
func (t *table) enter(ep tcpip.Endpoint, typ lab.Type) *entry {
	t.last++
	n := &entry{id: t.last, typ: typ}
	t.bind(n, ep)
	return n
}

// bind puts an endpoint under an identity, also in place of an earlier one.
func (t *table) bind(n *entry, ep tcpip.Endpoint) {
	if old, ok := n.ep.(*tcp.Endpoint); ok {
		delete(t.byEP, old)
	}
	n.ep = ep
	if e, ok := ep.(*tcp.Endpoint); ok {
		t.byEP[e] = n
	}
}

// freeFD is the lowest descriptor that no program holds (POSIX 2.14).
func (t *table) freeFD() int {
	used := map[int]bool{}
	for _, h := range t.held {
		used[h.fd] = true
	}
	fd := 3
	for used[fd] {
		fd++
	}
	return fd
}

// state is a TCP endpoint's state by RFC 9293.
func state(ep tcpip.Endpoint) lab.State {
	e, ok := ep.(*tcp.Endpoint)
	if !ok {
		return lab.Unconn
	}
	switch e.EndpointState() {
	case tcp.StateListen:
		return lab.Listen
	case tcp.StateSynSent, tcp.StateConnecting:
		return lab.SynSent
	case tcp.StateSynRecv:
		return lab.SynRcvd
	case tcp.StateEstablished:
		return lab.Established
	case tcp.StateFinWait1:
		return lab.FinWait1
	case tcp.StateFinWait2:
		return lab.FinWait2
	case tcp.StateCloseWait:
		return lab.CloseWait
	case tcp.StateClosing:
		return lab.Closing
	case tcp.StateLastAck:
		return lab.LastAck
	case tcp.StateTimeWait:
		return lab.TimeWait
	}
	return lab.Closed // not connected yet, or no more
}

// flowOf reads where an endpoint stands and whom it talks to.
func flowOf(ep tcpip.Endpoint) flow {
	info, ok := ep.Info().(*stack.TransportEndpointInfo)
	if !ok {
		return flow{}
	}
	return flow{addrPort(info.ID.LocalAddress, info.ID.LocalPort), addrPort(info.ID.RemoteAddress, info.ID.RemotePort)}
}

// addrPort is an address of the stack; the zero value where it has no port.
func addrPort(a tcpip.Address, port uint16) netip.AddrPort {
	switch {
	case port == 0:
		return netip.AddrPort{}
	case a.Len() == 0:
		return netip.AddrPortFrom(netip.IPv4Unspecified(), port)
	}
	addr, _ := netip.AddrFromSlice(a.AsSlice())
	return netip.AddrPortFrom(addr, port)
}

// waits tells whether it stands in an accept queue, be it reset by now.
func (n *entry) waits() bool {
	return n.queued && !n.accepted && n.parent != nil && state(n.parent.ep) == lab.Listen
}

// live reads the stack's own list of TCP sockets, takes in those that no call
// of ours made, and lets go of those that are over.
func (e *Engine) live() []*entry {
	var all []*entry
	var fresh []*tcp.Endpoint
	seen := map[*entry]bool{}
	for _, listed := range append(e.stack.RegisteredEndpoints(), e.stack.CleanupEndpoints()...) {
		ep, ok := listed.(*tcp.Endpoint)
		if !ok || state(ep) == lab.Closed {
			continue
		}
		n := e.table.byEP[ep]
		switch {
		case n == nil:
			fresh = append(fresh, ep)
		case !seen[n]:
			seen[n] = true
			all = append(all, n)
		}
	}
	for ep, n := range e.table.byEP {
		if !seen[n] && e.table.held[n.id] == nil && !n.waits() {
			delete(e.table.byEP, ep)
			e.probes.forget(n.flow.id())
		}
	}
	// the list comes in a hash table's order
	slices.SortFunc(fresh, func(a, b *tcp.Endpoint) int { return flowOf(a).compare(flowOf(b)) })
	for _, ep := range fresh {
		all = append(all, e.table.enter(ep, lab.Stream))
	}
	for _, n := range all {
		n.look()
	}
	slices.SortFunc(all, func(a, b *entry) int { return int(a.id) - int(b.id) })
	return all
}

func (f flow) compare(o flow) int {
	if c := f.peer.Compare(o.peer); c != 0 {
		return c
	}
	return f.local.Compare(o.local)
}

// id is the flow as the stack's probe names it.
func (f flow) id() tcp.TCPEndpointID {
	return tcp.TCPEndpointID{LocalPort: f.local.Port(), LocalAddress: address(f.local.Addr()),
		RemotePort: f.peer.Port(), RemoteAddress: address(f.peer.Addr())}
}

// look notes how far a connection has come.
func (n *entry) look() {
	n.flow = flowOf(n.ep)
	switch state(n.ep) {
	case lab.Closed, lab.Listen, lab.SynSent, lab.SynRcvd:
	default:
		n.joined, n.queued = true, n.parent != nil
	}
}

// find is the endpoint that the stack would give a segment of this flow: its
// connection, or the listener, also where several share a port.
func (e *Engine) find(f flow) *tcp.Endpoint {
	id := stack.TransportEndpointID{LocalPort: f.local.Port(), LocalAddress: address(f.local.Addr()),
		RemotePort: f.peer.Port(), RemoteAddress: address(f.peer.Addr())}
	ep, _ := e.stack.FindTransportEndpoint(header.IPv4ProtocolNumber, tcp.ProtocolNumber, id, nic).(*tcp.Endpoint)
	return ep
}

// born takes in the connection that a segment may have made at a listener.
func (e *Engine) born(f flow, l *entry) {
	ep := e.find(f)
	if ep == nil || state(ep) == lab.Listen {
		return
	}
	n := e.table.byEP[ep]
	if n == nil {
		n = e.table.enter(ep, lab.Stream)
		n.parent = l
	}
	n.look()
}

// waiting counts the connections of a listener: half-open, and in its accept
// queue. One that was reset there keeps its place until accept() takes it.
func (e *Engine) waiting(l *entry) (half, queue int) {
	for ep, n := range e.table.byEP {
		switch {
		case n.parent != l || n.accepted:
		case n.waits():
			queue++
		case state(ep) == lab.SynRcvd:
			half++
		}
	}
	return half, queue
}
