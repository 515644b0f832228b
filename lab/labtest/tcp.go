package labtest

import (
	"context"
	"errors"
	"fmt"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
)

// open is the three-way handshake, with the state of both ends after each
// packet.
func open(b *Bench) {
	l := b.Listen("server", b.Server, 2)
	b.State(l, lab.Listen)
	c, connected := b.Connect("client")
	b.State(c, lab.SynSent)
	b.Queues(l, 0, 0)
	b.Deliver("SYN")
	b.State(c, lab.SynSent)
	b.Queues(l, 1, 0)
	b.Deliver("SYN,ACK")
	b.State(c, lab.Established)
	connected.Reply()
	b.Queues(l, 1, 0)
	b.Deliver("ACK")
	b.Queues(l, 0, 1)
	b.Held()
	a := b.Do("server", lab.Request{Name: "accept", FD: l})
	b.Held() // accept() sends nothing
	b.Queues(l, 0, 0)
	b.State(a.FD, lab.Established)
	s := b.Lab.Snapshot()
	if a.Addr != s.Socket(c.ID).Local {
		b.Errorf("accept gave %v, the client stands at %v", a.Addr, s.Socket(c.ID).Local)
	}
	if got := s.Socket(a.FD.ID); got.Local != b.Server || got.Parent != l.ID {
		b.Errorf("the child stands at %v, its parent is %d", got.Local, got.Parent)
	}
	b.Road(a.FD.ID, lab.SynRcvd, lab.Established)
	b.Road(c.ID, lab.Closed, lab.SynSent, lab.Established)
}

func fourWay(b *Bench) {
	l, c, a := pair(b)
	b.Do("client", send(c, "hello"))
	b.Held("PSH,ACK 5 B")
	b.Deliver("PSH,ACK 5 B", "ACK")
	b.reads("server", a, 100, "hello")
	b.Do("server", send(a, "world"))
	b.Deliver("PSH,ACK 5 B", "ACK")
	b.reads("client", c, 100, "world")

	b.Do("client", closing(c))
	b.State(c, lab.FinWait1)
	b.Deliver("FIN,ACK")
	b.State(a, lab.CloseWait)
	b.Deliver("ACK")
	b.State(c, lab.FinWait2)
	b.reads("server", a, 100, "")
	b.Do("server", closing(a))
	b.State(a, lab.LastAck)
	b.Deliver("FIN,ACK")
	b.State(c, lab.TimeWait)
	b.State(a, lab.LastAck)
	b.Deliver("ACK")
	b.State(c, lab.TimeWait)
	b.State(a, lab.Closed)
	b.Do("server", closing(l))
	b.State(l, lab.Closed)
	b.Road(a.ID, lab.SynRcvd, lab.Established, lab.CloseWait, lab.LastAck, lab.Closed)
	b.Road(c.ID, lab.Closed, lab.SynSent, lab.Established, lab.FinWait1, lab.FinWait2, lab.TimeWait)
	if s := b.Lab.Snapshot().Socket(c.ID); s.Given != 5 || s.Taken != 5 {
		b.Errorf("the client gave %d and took %d bytes", s.Given, s.Taken)
	}
}

// threeSegments: the server's FIN carries the acknowledgment of the client's,
// so that one segment takes the client through two states.
func threeSegments(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", closing(c))
	b.Deliver("FIN,ACK")
	b.Wire(lab.Drop, "ACK")
	b.Do("server", closing(a))
	b.Deliver("FIN,ACK", "ACK")
	b.Road(c.ID, lab.Closed, lab.SynSent, lab.Established, lab.FinWait1, lab.FinWait2, lab.TimeWait)
	b.State(a, lab.Closed)
}

func refused(b *Bench) {
	c, connected := b.Connect("client")
	b.Deliver("SYN", "RST,ACK")
	if e := connected.Reply().Errno; e != lab.ECONNREFUSED {
		b.Errorf("connect: %v", e)
	}
	b.State(c, lab.Closed)
	if p := b.Lab.Snapshot().Packet(2); p.Sender != "" || p.Receiver != "client" {
		b.Errorf("the RST is from %q for %q, want from no socket for the client", p.Sender, p.Receiver)
	}
}

// overflow: listen(n) holds n+1 connections; the next SYN is met by silence.
func overflow(n int) func(*Bench) {
	return func(b *Bench) {
		l := b.Listen("server", b.Server, n)
		for i := range n + 1 {
			_, connected := b.Connect(fmt.Sprintf("client%d", i))
			b.Deliver("SYN", "SYN,ACK", "ACK")
			connected.Reply()
		}
		b.Queues(l, 0, n+1)
		c, _ := b.Connect("late")
		b.Deliver("SYN")
		b.Held()
		b.State(c, lab.SynSent)
		b.Queues(l, 0, n+1)
		if got := b.Settle().Counters["ListenOverflows"]; got != 1 {
			b.Errorf("ListenOverflows %d, want 1", got)
		}
	}
}

// fifo: accept() takes them in the order their final ACKs came.
func fifo(b *Bench) {
	l := b.Listen("server", b.Server, 5)
	first, _ := b.Connect("client1")
	second, _ := b.Connect("client2")
	b.Deliver("SYN", "SYN", "SYN,ACK", "SYN,ACK")
	held := b.Settle().Held()
	for _, p := range []*lab.Packet{held[1], held[0]} {
		if _, err := b.Lab.Wire(context.Background(), lab.Deliver, p.Number); err != nil {
			b.Fatal(err)
		}
	}
	s := b.Settle()
	for _, want := range []*lab.FD{second, first} {
		a := b.Do("server", lab.Request{Name: "accept", FD: l})
		if a.Addr != s.Socket(want.ID).Local {
			b.Errorf("accept gave %v, want %v", a.Addr, s.Socket(want.ID).Local)
		}
		if k := s.Socket(a.FD.ID); k.Queue != lab.AcceptQueue {
			b.Errorf("%v was not seen in the accept queue", a.Addr)
		}
	}
}

func duplicate(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", send(c, "once"))
	b.Wire(lab.Duplicate, "PSH,ACK 4 B")
	b.Held("PSH,ACK 4 B", "PSH,ACK 4 B")
	b.Deliver("PSH,ACK 4 B", "PSH,ACK 4 B")
	b.reads("server", a, 100, "once")
	b.Parks("server", recv(a, 100))
	b.Held("ACK", "ACK") // the second copy is thrown away and acknowledged again
}

func free(b *Bench) {
	l := b.Listen("server", b.Server, 2)
	accepted := b.Parks("server", lab.Request{Name: "accept", FD: l})
	c := b.Socket("client", lab.Stream)
	b.Do("client", lab.Request{Name: "connect", FD: c, Addr: b.Server})
	a := accepted.Reply().FD
	b.Do("client", send(c, "hello"))
	b.reads("server", a, 100, "hello")
	b.Do("client", closing(c))
	b.Do("server", closing(a))
	b.State(c, lab.TimeWait)
	b.State(a, lab.Closed)
	for _, p := range b.Lab.Snapshot().Packets {
		if p.Fate != wire.Delivered {
			b.Errorf("packet %d was %s", p.Number, p.Fate)
		}
	}
}

// interrupt: EINTR ends the call, the socket stays.
func interrupt(b *Bench) {
	l := b.Listen("server", b.Server, 1)
	c := b.Parks("server", lab.Request{Name: "accept", FD: l})
	b.Lab.Interrupt("server")
	b.Settle()
	if e := c.Reply().Errno; e != lab.EINTR {
		b.Errorf("accept: %v, want EINTR", e)
	}
	b.State(l, lab.Listen)
	b.Parks("server", lab.Request{Name: "accept", FD: l})
}

// closeParked: another actor closes the descriptor a call is parked on.
func closeParked(b *Bench) {
	l := b.Listen("server", b.Server, 1)
	c := b.Parks("server", lab.Request{Name: "accept", FD: l})
	b.Do("server2", closing(l))
	if e := c.Reply().Errno; e != lab.EBADF {
		b.Errorf("accept: %v, want EBADF", e)
	}
	b.Fails("server", lab.Request{Name: "listen", FD: l, N: 1}, lab.EBADF)
}

func busy(b *Bench) {
	l := b.Listen("server", b.Server, 1)
	b.Parks("server", lab.Request{Name: "accept", FD: l})
	var e *lab.BusyError
	err := b.Lab.Run("server", func(*lab.Program) {})
	if !errors.As(err, &e) || e.Call == nil || e.Call.Name != "accept" {
		b.Errorf("a second program: %v, want a BusyError that names accept", err)
	}
}

func noPacket(b *Bench) {
	for _, n := range []int{0, 7} {
		var e *lab.NoPacketError
		if _, err := b.Lab.Wire(context.Background(), lab.Deliver, n); !errors.As(err, &e) {
			b.Errorf("deliver %d on an empty wire: %v", n, err)
		}
	}
}

func ephemeral(b *Bench) {
	b.Listen("server", b.Server, 1)
	c, _ := b.Connect("client")
	s := b.Settle()
	k := s.Socket(c.ID)
	if p := int(k.Local.Port()); p < s.Ports.Low || p > s.Ports.High {
		b.Errorf("port %d is not in %d-%d", p, s.Ports.Low, s.Ports.High)
	}
	if k.Port.By != "connect" || k.Port.Asked {
		b.Errorf("the client's port: %+v, want chosen by the stack at connect", k.Port)
	}
	for _, l := range s.Sockets {
		if l.State == lab.Listen && (l.Port.By != "bind" || !l.Port.Asked) {
			b.Errorf("the server's port: %+v, want asked for by bind", l.Port)
		}
	}
}

func errnos(b *Bench) {
	l := b.Listen("server", b.Server, 1)
	other := b.Socket("client", lab.Stream)
	b.Fails("client", lab.Request{Name: "bind", FD: other, Addr: b.Server}, lab.EADDRINUSE)
	b.Fails("client", recv(other, 1), lab.ENOTCONN)
	b.Fails("client", send(other, "x"), lab.EPIPE)
	b.Fails("server", lab.Request{Name: "bind", FD: l, Addr: b.Server}, lab.EINVAL)
	b.Fails("server", recv(l, 1), lab.ENOTCONN)
	u := b.Socket("client", lab.Dgram)
	b.Fails("client", lab.Request{Name: "listen", FD: u, N: 1}, lab.EOPNOTSUPP)
	b.Fails("client", send(u, "x"), lab.EDESTADDRREQ)
	b.Fails("client", lab.Request{Name: "sendto", FD: u, Addr: b.Server, Data: make([]byte, 65508)}, lab.EMSGSIZE)
}

// past: a snapshot as of any event is what was published then.
func past(b *Bench) {
	var seen []*lab.Snapshot
	note := func() { seen = append(seen, b.Settle()) }
	l := b.Listen("server", b.Server, 1)
	note()
	b.Connect("client")
	note()
	b.Deliver("SYN")
	note()
	b.Deliver("SYN,ACK", "ACK")
	b.Do("server", closing(l))
	for _, want := range seen {
		got := b.Lab.At(want.Seq)
		if g, w := fmt.Sprint(describe(got)), fmt.Sprint(describe(want)); g != w {
			b.Errorf("as of event %d:\n got %s\nwant %s", want.Seq, g, w)
		}
	}
}

func describe(s *lab.Snapshot) (lines []string) {
	for _, k := range s.Sockets {
		lines = append(lines, fmt.Sprintf("%+v %+v", k.SocketRow, k.Road))
	}
	for _, p := range s.Packets {
		lines = append(lines, fmt.Sprint(p.Number, p.Label(), p.Fate))
	}
	return append(lines, fmt.Sprint(len(s.Calls), s.Counters))
}
