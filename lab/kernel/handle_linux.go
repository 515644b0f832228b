package kernel

import (
	"errors"
	"net/netip"

	"golang.org/x/sys/unix"

	"github.com/stillwire/stillwire/lab"
)

// handle is one descriptor. All calls are raw and non-blocking: package net
// would make MPTCP sockets and set options behind the student's back.
type handle struct {
	engine *Engine
	fd     int
	id     lab.SocketID
	family lab.Family
	typ    lab.Type
}

var _ lab.Handle = (*handle)(nil)

// newHandle takes over fd; its cookie is its identity for life.
func (e *Engine) newHandle(fd int, f lab.Family, t lab.Type) (*handle, error) {
	cookie, err := unix.GetsockoptUint64(fd, unix.SOL_SOCKET, unix.SO_COOKIE)
	if err != nil {
		unix.Close(fd)
		return nil, errno(err)
	}
	h := &handle{engine: e, fd: fd, id: lab.SocketID(cookie), family: f, typ: t}
	e.handles[h.id] = h
	return h, nil
}

// errno turns a system error into the lab's, nil into nil.
func errno(err error) error {
	var n unix.Errno
	switch {
	case err == nil:
		return nil
	case errors.As(err, &n):
		return lab.Errno(n)
	}
	return err
}

func sockaddr(a netip.AddrPort) unix.Sockaddr {
	if a.Addr().Is4() || a.Addr().Is4In6() {
		return &unix.SockaddrInet4{Port: int(a.Port()), Addr: a.Addr().Unmap().As4()}
	}
	return &unix.SockaddrInet6{Port: int(a.Port()), Addr: a.Addr().As16()}
}

func addrPort(sa unix.Sockaddr) netip.AddrPort {
	switch a := sa.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(a.Addr), uint16(a.Port))
	case *unix.SockaddrInet6:
		return netip.AddrPortFrom(netip.AddrFrom16(a.Addr), uint16(a.Port))
	}
	return netip.AddrPort{}
}

func (h *handle) ID() lab.SocketID { return h.id }
func (h *handle) FD() int          { return h.fd }

func (h *handle) Bind(a netip.AddrPort) error    { return errno(unix.Bind(h.fd, sockaddr(a))) }
func (h *handle) Listen(backlog int) error       { return errno(unix.Listen(h.fd, backlog)) }
func (h *handle) Connect(a netip.AddrPort) error { return errno(unix.Connect(h.fd, sockaddr(a))) }
func (h *handle) Shutdown(how lab.How) error     { return errno(unix.Shutdown(h.fd, int(how))) }

func (h *handle) Accept() (lab.Handle, netip.AddrPort, error) {
	fd, sa, err := unix.Accept4(h.fd, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
	if err != nil {
		return nil, netip.AddrPort{}, errno(err)
	}
	child, err := h.engine.newHandle(fd, h.family, h.typ)
	if err != nil {
		return nil, netip.AddrPort{}, err
	}
	return child, addrPort(sa), nil
}

func (h *handle) Send(p []byte, f lab.Flags) (int, error) {
	n, err := unix.SendmsgN(h.fd, p, nil, nil, int(f)|unix.MSG_DONTWAIT|unix.MSG_NOSIGNAL)
	return n, errno(err)
}

func (h *handle) SendTo(p []byte, a netip.AddrPort, f lab.Flags) (int, error) {
	n, err := unix.SendmsgN(h.fd, p, nil, sockaddr(a), int(f)|unix.MSG_DONTWAIT|unix.MSG_NOSIGNAL)
	return n, errno(err)
}

func (h *handle) Recv(p []byte, f lab.Flags) (int, error) {
	n, _, err := h.RecvFrom(p, f)
	return n, err
}

func (h *handle) RecvFrom(p []byte, f lab.Flags) (int, netip.AddrPort, error) {
	n, sa, err := unix.Recvfrom(h.fd, p, int(f)|unix.MSG_DONTWAIT)
	if err != nil {
		return 0, netip.AddrPort{}, errno(err)
	}
	return n, addrPort(sa), nil
}

func (h *handle) SetOpt(level, name, value int) error {
	return errno(unix.SetsockoptInt(h.fd, level, name, value))
}

func (h *handle) GetOpt(level, name int) (int, error) {
	n, err := unix.GetsockoptInt(h.fd, level, name)
	return n, errno(err)
}

func (h *handle) Local() (netip.AddrPort, error) {
	sa, err := unix.Getsockname(h.fd)
	return addrPort(sa), errno(err)
}

func (h *handle) Peer() (netip.AddrPort, error) {
	sa, err := unix.Getpeername(h.fd)
	return addrPort(sa), errno(err)
}

func (h *handle) Close() error {
	delete(h.engine.handles, h.id)
	return errno(unix.Close(h.fd))
}

// fill adds what only the descriptor tells to its row.
func (h *handle) fill(r *lab.SocketRow) {
	r.Held = true
	if r.State == lab.Listen {
		r.Readable, r.Unacked = 0, 0
		return
	}
	if n, err := unix.IoctlGetInt(h.fd, unix.SIOCINQ); err == nil {
		r.Readable = n // for UDP the next datagram, for TCP without a FIN
	}
	r.Unacked = unacked(r)
}

// row is the word about a socket that sock_diag does not list: it has neither
// port nor peer, or its connection is over.
func (h *handle) row() lab.SocketRow {
	r := lab.SocketRow{ID: h.id, Family: h.family, Type: h.typ, State: lab.Closed, Held: true, Readable: lab.Unknown}
	if h.typ == lab.Dgram {
		r.State = lab.Unconn
	}
	if a, err := h.Local(); err == nil && a.Port() != 0 {
		r.Local = a // no port, no address: 0.0.0.0:0 says nothing
	}
	if p, err := h.Peer(); err == nil {
		r.Peer = p
	}
	if h.typ == lab.Stream {
		if info, err := unix.GetsockoptTCPInfo(h.fd, unix.IPPROTO_TCP, unix.TCP_INFO); err == nil && int(info.State) < len(diagStates) {
			r.State = diagStates[info.State]
		}
	}
	r.RcvBuf, _ = unix.GetsockoptInt(h.fd, unix.SOL_SOCKET, unix.SO_RCVBUF)
	r.SndBuf, _ = unix.GetsockoptInt(h.fd, unix.SOL_SOCKET, unix.SO_SNDBUF)
	h.fill(&r)
	return r
}

// unacked is the payload in the send buffer: the kernel counts a SYN and a
// FIN that were not acknowledged as one byte each.
func unacked(r *lab.SocketRow) int {
	if r.Type == lab.Dgram {
		return 0 // a datagram leaves the socket at once
	}
	switch r.State {
	case lab.SynSent, lab.SynRcvd, lab.FinWait1, lab.LastAck, lab.Closing:
		return max(r.SendQ-1, 0)
	}
	return r.SendQ
}
