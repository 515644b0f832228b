package labtest

import (
	"fmt"
	"net/netip"

	"github.com/stillwire/stillwire/lab"
)

// halfOpen: without cookies listen(n) has room for n+1 half-open connections;
// the next SYN is met by silence, and its sender goes on asking.
func halfOpen(n int) func(*Bench) {
	return func(b *Bench) {
		l := b.Listen("server", b.Server, n)
		for i := range n + 1 {
			b.Connect(fmt.Sprintf("client%d", i))
			b.Deliver("SYN")
			b.Wire(lab.Drop, "SYN,ACK")
		}
		b.Queues(l, n+1, 0)
		c, _ := b.Connect("late")
		b.Deliver("SYN")
		b.Held()
		b.State(c, lab.SynSent)
		b.Queues(l, n+1, 0)
		if got := b.Settle().Counters; got["ListenOverflows"] != 0 || got["ListenDrops"] != 1 || got["TCPReqQFullDrop"] != 1 {
			b.Errorf("ListenOverflows %d, ListenDrops %d, TCPReqQFullDrop %d; want 0, 1, 1",
				got["ListenOverflows"], got["ListenDrops"], got["TCPReqQFullDrop"])
		}
	}
}

// again: a refused socket can be used once more, and its port again at once.
func again(b *Bench) {
	c, connected := b.Connect("client")
	b.Deliver("SYN", "RST,ACK")
	if e := connected.Reply().Errno; e != lab.ECONNREFUSED {
		b.Fatalf("connect: %v", e)
	}
	b.Listen("server", b.Server, 1)
	connected = b.Parks("client", lab.Request{Name: "connect", FD: c, Addr: b.Server})
	b.State(c, lab.SynSent)
	b.Deliver("SYN", "SYN,ACK", "ACK")
	if e := connected.Reply().Errno; e != 0 {
		b.Errorf("connect again: %v", e)
	}
	b.State(c, lab.Established)
	b.Fails("client", lab.Request{Name: "connect", FD: c, Addr: b.Server}, lab.EISCONN)
}

var fourPorts = map[string]string{"ip_local_port_range": "40000 40003"}

// exhausted: with no ephemeral port left, connect() and bind() say so, each in
// its own way.
func exhausted(b *Bench) {
	b.Listen("server", b.Server, 5)
	for i := range 4 {
		b.Connect(fmt.Sprintf("client%d", i))
	}
	c := b.Socket("late", lab.Stream)
	b.Fails("late", lab.Request{Name: "connect", FD: c, Addr: b.Server}, lab.EADDRNOTAVAIL)
	b.Fails("late", lab.Request{Name: "bind", FD: c, Addr: netip.MustParseAddrPort("127.0.0.1:0")}, lab.EADDRINUSE)
	if s := b.Settle(); s.Ports != (lab.Ports{Low: 40000, High: 40003}) {
		b.Errorf("ports %v", s.Ports)
	}
}

const (
	soReuseAddr = 2
	soReusePort = 15
)

func option(fd *lab.FD, level, name, value int) lab.Request {
	return lab.Request{Name: "setsockopt", FD: fd, Level: level, Option: name, Value: value}
}

// reuse: a server that closed first leaves its port in TIME_WAIT; the next one
// gets it if both have said SO_REUSEADDR.
func reuse(both bool) func(*Bench) {
	return func(b *Bench) {
		l := b.Socket("server", lab.Stream)
		want := lab.EADDRINUSE
		if both {
			b.Do("server", option(l, 1, soReuseAddr, 1))
			want = 0
		}
		b.Do("server", lab.Request{Name: "bind", FD: l, Addr: b.Server})
		b.Do("server", lab.Request{Name: "listen", FD: l, N: 1})
		c, _ := b.Connect("client")
		b.Flow()
		a := b.Do("server", lab.Request{Name: "accept", FD: l}).FD
		b.Do("server", closing(a))
		b.Flow()
		b.Do("client", closing(c))
		b.Flow()
		b.State(a, lab.TimeWait)
		b.Do("server", closing(l))
		next := b.Socket("server", lab.Stream)
		if both {
			b.Do("server", option(next, 1, soReuseAddr, 1))
		}
		b.Fails("server", lab.Request{Name: "bind", FD: next, Addr: b.Server}, want)
	}
}

// bothCall: two sockets call each other at once; nobody listens.
func bothCall(b *Bench) {
	var ends [2]*lab.FD
	var calls [2]*Call
	actors := [2]string{"client", "client2"}
	at := [2]netip.AddrPort{b.Server, netip.MustParseAddrPort("127.0.0.1:7002")}
	for i, actor := range actors {
		ends[i] = b.Socket(actor, lab.Stream)
		b.Do(actor, lab.Request{Name: "bind", FD: ends[i], Addr: at[i]})
	}
	for i, actor := range actors {
		calls[i] = b.Parks(actor, lab.Request{Name: "connect", FD: ends[i], Addr: at[1-i]})
	}
	b.Deliver("SYN", "SYN")
	b.State(ends[0], lab.SynRcvd)
	b.State(ends[1], lab.SynRcvd)
	b.Held("SYN,ACK", "SYN,ACK")
	b.Flow()
	for i := range actors {
		b.State(ends[i], lab.Established)
		if e := calls[i].Reply().Errno; e != 0 {
			b.Errorf("connect: %v", e)
		}
	}
	b.Do("client", send(ends[0], "hi"))
	b.Flow()
	b.reads("client2", ends[1], 10, "hi")
}

// away: the lab has no way out.
func away(b *Bench) {
	for _, t := range []lab.Type{lab.Stream, lab.Dgram} {
		c := b.Socket("client", t)
		b.Fails("client", lab.Request{Name: "connect", FD: c, Addr: netip.MustParseAddrPort("192.0.2.1:80")}, lab.ENETUNREACH)
		b.Fails("client", lab.Request{Name: "bind", FD: c, Addr: netip.MustParseAddrPort("192.0.2.1:80")}, lab.EADDRNOTAVAIL)
	}
	b.Held()
}

// nagle: while a small segment is not acknowledged, the next one waits for it.
func nagle(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", send(c, "one"))
	b.Do("client", send(c, "two"))
	b.Do("client", send(c, "three"))
	b.Held("PSH,ACK 3 B")
	if s := b.Settle().Socket(c.ID); s.SendQ != 11 || s.Unacked != 11 {
		b.Errorf("SendQ %d, unacked %d, want 11", s.SendQ, s.Unacked)
	}
	b.Deliver("PSH,ACK 3 B", "ACK")
	b.Held("PSH,ACK 8 B")
	b.Flow()
	b.reads("server", a, 100, "onetwothree")
	b.Do("client", option(c, 6, 1, 1)) // TCP_NODELAY
	b.Do("client", send(c, "four"))
	b.Do("client", send(c, "five"))
	b.Held("PSH,ACK 4 B", "PSH,ACK 4 B")
}

// ledger: the queues count what ss prints, a FIN as one byte.
func ledger(b *Bench) {
	_, c, a := pair(b)
	check := func(what string, fd *lab.FD, recvQ, sendQ, readable, unacked int) {
		b.Helper()
		s := b.Settle().Socket(fd.ID)
		if s.RecvQ != recvQ || s.SendQ != sendQ || s.Readable != readable || s.Unacked != unacked {
			b.Errorf("%s: Recv-Q %d, Send-Q %d, readable %d, unacked %d; want %d, %d, %d, %d", what,
				s.RecvQ, s.SendQ, s.Readable, s.Unacked, recvQ, sendQ, readable, unacked)
		}
	}
	b.Do("client", send(c, "hello"))
	check("sent", c, 0, 5, 0, 5)
	b.Deliver("PSH,ACK 5 B")
	check("arrived", a, 5, 0, 5, 0)
	b.Deliver("ACK")
	check("acknowledged", c, 0, 0, 0, 0)
	b.reads("server", a, 2, "he")
	check("read in part", a, 3, 0, 3, 0)
	b.Do("client", closing(c))
	check("FIN sent", c, 0, 1, 0, 0)
	b.Deliver("FIN,ACK")
	check("FIN arrived", a, 4, 0, 3, 0)
	b.Deliver("ACK")
	check("FIN acknowledged", c, 0, 0, 0, 0)
	b.reads("server", a, 3, "llo")
	check("bytes read", a, 0, 0, 0, 0) // the FIN was taken along with the last of them
	b.reads("server", a, 100, "")
	check("end read", a, 0, 0, 0, 0)
}

// large: a datagram larger than the wire's MTU goes in fragments.
func large(b *Bench) {
	u, c := mailbox(b)
	data := make([]byte, 4000)
	for i := range data {
		data[i] = byte('a' + i%26)
	}
	b.Do("client", lab.Request{Name: "sendto", FD: c, Addr: resolver, Data: data})
	if held := b.Settle().Held(); len(held) != 3 {
		b.Errorf("held: %v, want three fragments", labels(held))
	}
	b.Flow()
	b.reads("server", u, 9999, string(data))
}

// over: a connection that has ended is no fresh socket.
func over(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", send(c, "unread"))
	b.Flow()
	b.Do("server", closing(a)) // resets it
	b.Flow()
	b.Fails("client", recv(c, 1), lab.ECONNRESET)
	if got := b.Do("client", lab.Request{Name: "getsockopt", FD: c, Level: 1, Option: 4}).N; got != 0 {
		b.Errorf("SO_ERROR %d after recv() has told it", got)
	}
	b.Fails("client", lab.Request{Name: "connect", FD: c, Addr: b.Server}, lab.EISCONN)
	b.Fails("client", lab.Request{Name: "getpeername", FD: c}, lab.ENOTCONN)
	b.Fails("client", shutdown(c, lab.ShutWrite), lab.ENOTCONN)
}

// names: what getsockname, getpeername and SO_ERROR tell.
func names(b *Bench) {
	l, c, a := pair(b)
	ask := func(actor, name string, fd *lab.FD) netip.AddrPort {
		b.Helper()
		return b.Do(actor, lab.Request{Name: name, FD: fd}).Addr
	}
	if at := ask("server", "getsockname", a); at != b.Server || at != ask("client", "getpeername", c) {
		b.Errorf("the server's end stands at %v", at)
	}
	if at := ask("client", "getsockname", c); at != ask("server", "getpeername", a) || at.Addr() != b.Server.Addr() {
		b.Errorf("the client's end stands at %v", at)
	}
	fresh := b.Socket("client", lab.Stream)
	if at := ask("client", "getsockname", fresh); at != netip.MustParseAddrPort("0.0.0.0:0") {
		b.Errorf("a fresh socket stands at %v", at)
	}
	b.Fails("client", lab.Request{Name: "getpeername", FD: fresh}, lab.ENOTCONN)
	fresh.Timeout = 0
	b.Do("server", closing(l))
	b.Fails("client", lab.Request{Name: "connect", FD: fresh, Addr: b.Server}, lab.EINPROGRESS)
	b.Deliver("SYN", "RST,ACK")
	for _, want := range []lab.Errno{lab.ECONNREFUSED, 0} {
		if got := b.Do("client", lab.Request{Name: "getsockopt", FD: fresh, Level: 1, Option: 4}).N; got != int(want) {
			b.Errorf("SO_ERROR %d, want %d", got, want)
		}
	}
}

// shared: with SO_REUSEPORT two listeners stand at one address; each caller is
// handed out by one of them.
func shared(b *Bench) {
	var both [2]*lab.FD
	for i := range both {
		both[i] = b.Socket("server", lab.Stream)
		b.Do("server", option(both[i], 1, soReusePort, 1))
		b.Do("server", lab.Request{Name: "bind", FD: both[i], Addr: b.Server})
		b.Do("server", lab.Request{Name: "listen", FD: both[i], N: 9})
		both[i].Timeout = 0
	}
	alone := b.Socket("server", lab.Stream)
	b.Fails("server", lab.Request{Name: "bind", FD: alone, Addr: b.Server}, lab.EADDRINUSE)
	callers := map[netip.AddrPort]bool{}
	for i := range 8 {
		c, connected := b.Connect(fmt.Sprint("client", i))
		b.Flow()
		if e := connected.Reply().Errno; e != 0 {
			b.Fatal(e)
		}
		callers[b.Settle().Socket(c.ID).Local] = true
	}
	for _, k := range b.Settle().Sockets {
		if k.Queue == lab.AcceptQueue && !k.ParentInferred {
			b.Errorf("%v is said to be in the queue of %d: nobody can know", k.Peer, k.Parent)
		}
	}
	for _, l := range both {
		for {
			r := b.Go("server", lab.Request{Name: "accept", FD: l}).Reply()
			if r.Errno == lab.EAGAIN {
				break
			}
			if r.Errno != 0 || !callers[r.Addr] {
				b.Fatalf("accept: %v %v", r.Errno, r.Addr)
			}
			delete(callers, r.Addr)
			if k := b.Settle().Socket(r.FD.ID); k.Parent != l.ID || k.ParentInferred {
				b.Errorf("%v came through %d (inferred: %v), accept() took it from %d", r.Addr, k.Parent, k.ParentInferred, l.ID)
			}
		}
	}
	if len(callers) > 0 {
		b.Errorf("%d callers were handed out by neither", len(callers))
	}
}

// peeked: MSG_PEEK looks and leaves.
func peeked(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", send(c, "hello"))
	b.Flow()
	peek := recv(a, 3)
	peek.Flags = lab.Peek
	for range 2 {
		if got := string(b.Do("server", peek).Data); got != "hel" {
			b.Errorf("peeked %q", got)
		}
	}
	if s := b.Settle().Socket(a.ID); s.Readable != 5 || s.Taken != 0 {
		b.Errorf("after a peek %d readable, %d taken", s.Readable, s.Taken)
	}
	b.reads("server", a, 9, "hello")
	a.Timeout = 0
	b.Fails("server", recv(a, 1), lab.EAGAIN)
}
