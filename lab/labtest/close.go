package labtest

import (
	"strings"

	"github.com/stillwire/stillwire/lab"
)

func shutdown(fd *lab.FD, how lab.How) lab.Request {
	return lab.Request{Name: "shutdown", FD: fd, N: int(how)}
}

// halfClose: the side that said it is done can still read.
func halfClose(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", shutdown(c, lab.ShutWrite))
	b.State(c, lab.FinWait1)
	b.Deliver("FIN,ACK", "ACK")
	b.State(c, lab.FinWait2)
	b.Do("server", send(a, "still here"))
	b.Flow()
	b.reads("client", c, 100, "still here")
	b.Fails("client", send(c, "x"), lab.EPIPE)
	b.Do("server", closing(a))
	b.Flow()
	b.reads("client", c, 100, "")
	b.Do("client", closing(c))
	b.State(c, lab.TimeWait)
	b.State(a, lab.Closed)
}

// bothClose: the FINs cross, and both ends have to wait.
func bothClose(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", closing(c))
	b.Do("server", closing(a))
	b.Held("FIN,ACK", "FIN,ACK")
	b.Deliver("FIN,ACK", "FIN,ACK")
	b.State(c, lab.Closing)
	b.State(a, lab.Closing)
	b.Flow()
	b.State(c, lab.TimeWait)
	b.State(a, lab.TimeWait)
}

// unread: who closes with bytes unread resets the connection.
func unread(b *Bench) {
	_, c, a := pair(b)
	b.Do("client", send(c, "hello"))
	b.Flow()
	b.Do("server", closing(a))
	b.State(a, lab.Closed)
	held := b.Settle().Held()
	if len(held) != 1 || !strings.HasPrefix(held[0].Label(), "RST") {
		b.Fatalf("held: %v, want a RST", labels(held))
	}
	b.Flow()
	b.State(c, lab.Closed)
	b.Fails("client", recv(c, 1), lab.ECONNRESET)
	b.reads("client", c, 1, "")
	b.Fails("client", send(c, "x"), lab.EPIPE)
}

// unheard: closing a listener resets what waits in its accept queue.
func unheard(b *Bench) {
	l := b.Listen("server", b.Server, 2)
	c, _ := b.Connect("client")
	b.Deliver("SYN", "SYN,ACK", "ACK")
	b.Do("server", closing(l))
	held := b.Settle().Held()
	if len(held) != 1 || !strings.HasPrefix(held[0].Label(), "RST") {
		b.Fatalf("held: %v, want a RST", labels(held))
	}
	b.Flow()
	b.State(c, lab.Closed)
	b.Fails("client", recv(c, 1), lab.ECONNRESET)
}
