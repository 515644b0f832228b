package lab

import (
	"fmt"
	"net/netip"
)

var familyNames = map[Family]string{Inet: "AF_INET", Inet6: "AF_INET6"}
var typeNames = map[Type]string{Stream: "SOCK_STREAM", Dgram: "SOCK_DGRAM"}

func argsSocket(r *Request) string {
	f, t := familyNames[r.Family], typeNames[r.Type]
	if f == "" {
		f = fmt.Sprint(int(r.Family))
	}
	if t == "" {
		t = fmt.Sprint(int(r.Type))
	}
	return f + ", " + t + ", 0"
}

// trySocket is socket(2).
func trySocket(l *loop, o *op) Errno {
	h, err := l.engine.Socket(o.req.Family, o.req.Type)
	if err != nil {
		return l.errno(err)
	}
	o.reply.FD = l.hold(h, o, o.req.Family, o.req.Type)
	s := &Socket{Actor: o.prog.actor, FD: h.FD()}
	s.SocketRow = SocketRow{ID: h.ID(), Family: o.req.Family, Type: o.req.Type, Held: true}
	if o.req.Type == Dgram {
		s.State = Unconn
	}
	s.Seen, s.Read = l.nextSeq(), l.engine.Now()
	s.Road = []Passage{{State: s.State, Event: s.Seen}}
	l.adopt(s)
	l.emit(Event{Kind: SocketChanged, Cause: o.call.Took, Socket: s})
	return 0
}

// hold gives a program a descriptor of an engine's socket.
func (l *loop) hold(h Handle, o *op, f Family, t Type) *FD {
	l.handles[h.ID()] = h
	return &FD{Number: h.FD(), ID: h.ID(), Actor: o.prog.actor, Family: f, Type: t, Timeout: Forever, handle: h}
}

// tryBind is bind(2).
func tryBind(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	return l.errno(h.Bind(o.req.Addr))
}

// tryListen is listen(2).
func tryListen(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	return l.errno(h.Listen(o.req.N))
}

// tryConnect is connect(2). Asked again, a stack tells how far it is: EALREADY
// while the handshake runs, EISCONN when it is done.
func tryConnect(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	switch e := l.errno(h.Connect(o.req.Addr)); {
	case e == EINPROGRESS, o.again && e == EALREADY:
		return errPark
	case o.again && e == EISCONN:
		return 0
	default:
		return e
	}
}

// tryAccept is accept(2): it takes the first socket out of the accept queue.
func tryAccept(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	child, peer, err := h.Accept()
	if err != nil {
		return l.errno(err)
	}
	o.reply.FD, o.reply.Addr = l.hold(child, o, o.req.FD.Family, o.req.FD.Type), peer
	if l.socks[child.ID()] == nil {
		// established and taken between two readings
		s := &Socket{Actor: o.prog.actor, FD: child.FD(), Parent: h.ID(), Accepted: true}
		s.SocketRow = SocketRow{ID: child.ID(), Family: o.req.Family, Type: Stream, Peer: peer, Held: true}
		l.adopt(s)
		return 0
	}
	l.amend(child.ID(), func(s *Socket) {
		s.Actor, s.FD, s.Accepted, s.Held = o.prog.actor, child.FD(), true, true
		s.Queue, s.Place = NoQueue, 0
		s.Parent, s.ParentInferred = h.ID(), false
	})
	return 0
}

// tryLocal is getsockname(2).
func tryLocal(l *loop, o *op) Errno { return l.address(o, Handle.Local) }

// tryPeer is getpeername(2).
func tryPeer(l *loop, o *op) Errno { return l.address(o, Handle.Peer) }

func (l *loop) address(o *op, ask func(Handle) (netip.AddrPort, error)) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	a, err := ask(h)
	o.reply.Addr = a
	return l.errno(err)
}
