package labtest

import (
	"fmt"

	"github.com/stillwire/stillwire/lab"
)

// orphan: the program has closed its descriptor; the stack goes on with the
// socket, which is still the client's.
func orphan(b *Bench) {
	_, c, _ := pair(b)
	b.Do("client", closing(c))
	s := b.Settle().Socket(c.ID)
	if s.Gone || s.FD >= 0 || s.Held || s.Actor != "client" || s.State != lab.FinWait1 {
		b.Errorf("after close(): %+v", s)
	}
	b.Fails("client", send(c, "x"), lab.EBADF)
}

// Linux's numbers (socket(7), tcp(7)).
const solSocket, ipprotoTCP, tcpNoDelay = 1, 6, 1

func options(b *Bench) {
	fd := b.Socket("client", lab.Stream)
	for _, o := range [][2]int{{solSocket, soReuseAddr}, {ipprotoTCP, tcpNoDelay}} {
		get := lab.Request{Name: "getsockopt", FD: fd, Level: o[0], Option: o[1]}
		set := lab.Request{Name: "setsockopt", FD: fd, Level: o[0], Option: o[1], Value: 1}
		before := b.Do("client", get).N
		b.Do("client", set)
		if after := b.Do("client", get).N; before != 0 || after != 1 {
			b.Errorf("option %v: %d, then %d; want 0 and 1", o, before, after)
		}
	}
	b.Fails("client", lab.Request{Name: "setsockopt", FD: fd, Level: ipprotoTCP, Option: 9999, Value: 1}, lab.ENOPROTOOPT)
}

// nonBlocking: a socket with Timeout 0 answers instead of parking.
func nonBlocking(b *Bench) {
	l := b.Listen("server", b.Server, 1)
	l.Timeout = 0
	b.Fails("server", lab.Request{Name: "accept", FD: l}, lab.EAGAIN)
	c := b.Socket("client", lab.Stream)
	c.Timeout = 0
	b.Fails("client", lab.Request{Name: "connect", FD: c, Addr: b.Server}, lab.EINPROGRESS)
	b.Flow()
	b.State(c, lab.Established)
	b.Fails("client", recv(c, 1), lab.EAGAIN)
}

// longPast: over many events, every snapshot that was published is found
// again.
func longPast(b *Bench) {
	u, c := mailbox(b)
	var seen []*lab.Snapshot
	for i := range 60 {
		b.Do("client", to(c, fmt.Sprint("datagram ", i)))
		b.Flow()
		b.Do("server", recv(u, 99))
		seen = append(seen, b.Settle())
	}
	for _, want := range seen {
		got := b.Lab.At(want.Seq)
		if g, w := fmt.Sprint(describe(got)), fmt.Sprint(describe(want)); g != w {
			b.Fatalf("as of event %d:\n got %s\nwant %s", want.Seq, g, w)
		}
	}
	if last := seen[len(seen)-1].Seq; last < 600 {
		b.Errorf("only %d events: the history was not put to the test", last)
	}
}
