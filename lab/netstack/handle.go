package netstack

import (
	"bytes"
	"net/netip"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
	"gvisor.dev/gvisor/pkg/tcpip/transport/udp"
	"gvisor.dev/gvisor/pkg/waiter"

	"github.com/stillwire/stillwire/lab"
)

// handle is one descriptor. The stack's calls never block.
type handle struct {
	engine *Engine
	*entry
	fd     int
	named  netip.AddrPort // where bind() put it; zero = nowhere
	failed bool           // its connection failed, and the endpoint is spent
	set    []option       // what setsockopt() has set, in order
}

var _ lab.Handle = (*handle)(nil)

// Socket is socket(2).
func (e *Engine) Socket(f lab.Family, t lab.Type) (lab.Handle, error) {
	if f != lab.Inet {
		return nil, lab.EAFNOSUPPORT // ::1 is not on this wire yet
	}
	if t != lab.Stream && t != lab.Dgram {
		return nil, lab.EPROTONOSUPPORT
	}
	ep, err := e.endpoint(t)
	if err != nil {
		return nil, err
	}
	return e.hold(e.table.enter(ep, t)), nil
}

func (e *Engine) endpoint(t lab.Type) (tcpip.Endpoint, error) {
	proto := tcp.ProtocolNumber
	if t == lab.Dgram {
		proto = udp.ProtocolNumber
	}
	ep, err := e.stack.NewEndpoint(proto, header.IPv4ProtocolNumber, &waiter.Queue{})
	return ep, errno(err)
}

// hold gives a program a descriptor.
func (e *Engine) hold(n *entry) *handle {
	h := &handle{engine: e, entry: n, fd: e.table.freeFD()}
	e.table.held[n.id] = h
	return h
}

func (h *handle) ID() lab.SocketID { return h.id }
func (h *handle) FD() int          { return h.fd }

// begin and end stand around what a call has the stack do: the timers it arms
// are this socket's.
func (h *handle) begin() { h.engine.clock.owned(h.entry) }
func (h *handle) end()   { h.engine.clock.owned(nil) }

// spent tells whether the endpoint is of no use any more.
func (h *handle) spent() bool {
	return h.failed || h.typ == lab.Stream && h.ep.(*tcp.Endpoint).EndpointState() == tcp.StateClose
}

// renew puts a fresh endpoint under a descriptor whose connection has failed:
// on Linux such a socket can be used again.
func (h *handle) renew() error {
	if !h.spent() {
		return nil
	}
	ep, err := h.engine.endpoint(h.typ)
	if err != nil {
		return err
	}
	h.ep.Close()
	h.engine.probes.forget(h.flow.id())
	h.engine.table.bind(h.entry, ep)
	h.failed, h.eof, h.written, h.unacked, h.read, h.probed = false, false, 0, 0, 0, 0
	for _, o := range h.set {
		h.apply(o)
	}
	if h.named.IsValid() {
		return errno(ep.Bind(fullAddress(h.named)))
	}
	return nil
}

// Bind is bind(2).
func (h *handle) Bind(a netip.AddrPort) error {
	if !a.Addr().Is4() {
		return lab.EAFNOSUPPORT
	}
	h.begin()
	defer h.end()
	if err := h.ep.Bind(fullAddress(a)); err != nil {
		return errno(err)
	}
	h.named = a
	return nil
}

// Connect is connect(2).
func (h *handle) Connect(a netip.AddrPort) error {
	if !a.Addr().Is4() {
		return lab.EAFNOSUPPORT
	}
	if a.Addr().IsUnspecified() {
		a = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), a.Port()) // as Linux does
	}
	if h.typ == lab.Stream && state(h.ep) == lab.Listen {
		return lab.EISCONN
	}
	if h.joined && h.spent() {
		return lab.EISCONN // a connection that is over stays over
	}
	if err := h.renew(); err != nil {
		return err
	}
	h.begin()
	defer h.end()
	switch err := h.ep.Connect(fullAddress(a)); err.(type) {
	case *tcpip.ErrNoPortAvailable:
		return lab.EADDRNOTAVAIL
	case *tcpip.ErrHostUnreachable:
		return lab.ENETUNREACH // there is no route: the lab has but loopback
	default:
		h.told()
		return errno(err)
	}
}

// told notes that the program has heard of its connection's end: the stack
// keeps the error twice, and would tell it again.
func (h *handle) told() {
	if h.typ == lab.Stream && h.ep.(*tcp.Endpoint).EndpointState() == tcp.StateError {
		h.failed = true
		h.ep.LastError()
	}
}

// Send is send(2).
func (h *handle) Send(p []byte, _ lab.Flags) (int, error) {
	return h.write(p, tcpip.WriteOptions{})
}

// SendTo is sendto(2). TCP ignores the address.
func (h *handle) SendTo(p []byte, a netip.AddrPort, _ lab.Flags) (int, error) {
	if !a.Addr().Is4() {
		return 0, lab.EAFNOSUPPORT
	}
	if a.Addr().IsUnspecified() {
		a = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), a.Port())
	}
	to := fullAddress(a)
	if h.typ == lab.Dgram && a.Port() == 0 {
		return 0, lab.EINVAL
	}
	return h.write(p, tcpip.WriteOptions{To: &to})
}

func (h *handle) write(p []byte, o tcpip.WriteOptions) (int, error) {
	var r bytes.Reader
	r.Reset(p)
	h.engine.settleUnacked(h.entry)
	h.begin()
	defer h.end()
	n, err := h.ep.Write(&r, o)
	if err != nil {
		h.told()
		switch err.(type) {
		case *tcpip.ErrNoPortAvailable:
			return 0, lab.EAGAIN // of sendto(), which binds in passing
		case *tcpip.ErrHostUnreachable:
			return 0, lab.ENETUNREACH
		}
		return 0, errno(err)
	}
	if h.typ == lab.Stream {
		h.written += int(n)
		h.unacked += int(n)
	}
	return int(n), nil
}

// Shutdown is shutdown(2).
func (h *handle) Shutdown(how lab.How) error {
	f := map[lab.How]tcpip.ShutdownFlags{lab.ShutRead: tcpip.ShutdownRead, lab.ShutWrite: tcpip.ShutdownWrite,
		lab.ShutBoth: tcpip.ShutdownRead | tcpip.ShutdownWrite}[how]
	if h.typ == lab.Stream && state(h.ep) == lab.Listen && how != lab.ShutWrite {
		h.failed = true // on Linux it stops listening and stays bound
		return h.renew()
	}
	h.begin()
	defer h.end()
	return errno(h.ep.Shutdown(f))
}

// Close is close(2): the descriptor is gone; the socket may live on.
func (h *handle) Close() error {
	delete(h.engine.table.held, h.id)
	h.begin()
	defer h.end()
	h.ep.Close()
	return nil
}

// Local is getsockname(2).
func (h *handle) Local() (netip.AddrPort, error) {
	a, err := h.ep.GetLocalAddress()
	return named(a), errno(err)
}

// Peer is getpeername(2).
func (h *handle) Peer() (netip.AddrPort, error) {
	a, err := h.ep.GetRemoteAddress()
	if err != nil {
		return netip.AddrPort{}, errno(err)
	}
	return named(a), nil
}

// named is an address as getsockname gives it: 0.0.0.0:0 for none.
func named(a tcpip.FullAddress) netip.AddrPort {
	if a.Addr.Len() == 0 {
		return netip.AddrPortFrom(netip.IPv4Unspecified(), a.Port)
	}
	addr, _ := netip.AddrFromSlice(a.Addr.AsSlice())
	return netip.AddrPortFrom(addr, a.Port)
}

// fullAddress is an address for the stack, to which 0.0.0.0 is none.
func fullAddress(a netip.AddrPort) tcpip.FullAddress {
	return tcpip.FullAddress{Addr: address(a.Addr()), Port: a.Port()}
}

func address(a netip.Addr) tcpip.Address {
	if !a.Is4() || a.IsUnspecified() {
		return tcpip.Address{}
	}
	return tcpip.AddrFrom4(a.As4())
}
