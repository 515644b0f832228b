package netstack

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

// private reads the lengths that the stack keeps to itself: of a listener's
// accept queue and of its half-open connections.
func private(n *entry) (half, queue int) {
	q := reflect.ValueOf(n.ep).Elem().FieldByName("acceptQueue")
	return q.FieldByName("pendingEndpoints").Len(), int(q.FieldByName("endpoints").FieldByName("len").Int())
}

// TestQueuesAgainstTheStack: what we count of a listener's queues is what the
// stack has in them, after every one of many random deeds.
func TestQueuesAgainstTheStack(t *testing.T) {
	for seed := range uint64(8) {
		o := lab.Options{Seed: seed, Set: map[string]string{"tcp_syncookies": fmt.Sprint(seed % 2)}}
		e, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		l, err := lab.Open(context.Background(), e, o)
		if err != nil {
			t.Fatal(err)
		}
		b := &labtest.Bench{TB: t, Lab: l, Server: labtest.Server}
		listener := b.Listen("server", b.Server, 2)
		dice := rand.New(rand.NewPCG(seed, 1))
		var clients []*lab.FD
		for i := range 300 {
			switch held := b.Settle().Held(); {
			case len(held) > 0 && dice.IntN(4) > 0:
				deed := []lab.Deed{lab.Deliver, lab.Deliver, lab.Deliver, lab.Drop, lab.Duplicate}[dice.IntN(5)]
				l.Wire(context.Background(), deed, held[dice.IntN(len(held))].Number)
			case dice.IntN(4) == 0:
				listener.Timeout = 0 // EAGAIN rather than park
				b.Go("server", lab.Request{Name: "accept", FD: listener})
			case len(clients) > 0 && dice.IntN(3) == 0:
				n := dice.IntN(len(clients))
				b.Go(fmt.Sprint("closer", i), lab.Request{Name: "close", FD: clients[n]})
				clients = append(clients[:n], clients[n+1:]...)
			default:
				actor := fmt.Sprint("client", i)
				c := b.Socket(actor, lab.Stream)
				c.Timeout = 0
				b.Go(actor, lab.Request{Name: "connect", FD: c, Addr: b.Server})
				clients = append(clients, c)
			}
			s := b.Settle()
			n := e.table.held[listener.ID].entry
			half, queue := private(n)
			ourHalf, ourQueue := e.waiting(n)
			if half != ourHalf || queue != ourQueue || s.Socket(listener.ID).RecvQ != queue {
				t.Fatalf("seed %d, deed %d: we count %d half-open and %d waiting, the stack %d and %d", seed, i, ourHalf, ourQueue, half, queue)
			}
			if half > 3 || queue > 3 {
				t.Fatalf("seed %d, deed %d: %d half-open and %d waiting at a backlog of 2", seed, i, half, queue)
			}
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// With cookies on, a SYN for which there is no room is answered all the same,
// and leaves no row: nothing is remembered of it.
func TestCookies(t *testing.T) {
	b := bench(t, lab.Options{})
	l := b.Listen("server", b.Server, 0)
	b.Connect("client")
	b.Deliver("SYN")
	b.Wire(lab.Drop, "SYN,ACK")
	b.Queues(l, 1, 0)
	c, call := b.Connect("client2")
	b.Deliver("SYN")
	b.Queues(l, 1, 0)
	b.Deliver("SYN,ACK", "ACK")
	if e := call.Reply().Errno; e != 0 {
		t.Error(e)
	}
	b.State(c, lab.Established)
	b.Queues(l, 1, 1)
	if n := b.Settle().Counters; n["SyncookiesSent"] != 1 || n["SyncookiesRecv"] != 1 {
		t.Errorf("counters %v", n)
	}
}

// A connection that was reset in the accept queue keeps its place until
// accept() takes it.
func TestResetInTheQueue(t *testing.T) {
	e, err := New(lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	l, _ := e.Socket(lab.Inet, lab.Stream)
	l.Bind(labtest.Server)
	l.Listen(1)
	c, _ := e.Socket(lab.Inet, lab.Stream)
	c.Connect(labtest.Server)
	var last []byte
	for raw, _ := e.Link().Read(); raw != nil; raw, _ = e.Link().Read() {
		last = raw
		e.Link().Write(raw)
	}
	last[20+13] |= 4 // the last ACK again, now with RST
	fillChecksum(last)
	e.Link().Write(last)
	n := e.table.held[l.ID()].entry
	for want := 1; want >= 0; want-- {
		rows, _ := e.Sockets()
		if _, queue := private(n); queue != want || rows[0].RecvQ != want {
			t.Errorf("%d wait in the stack, Recv-Q %d, want %d", queue, rows[0].RecvQ, want)
		}
		if want == 0 {
			break
		}
		a, _, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Recv(make([]byte, 1), 0); err != lab.ECONNRESET {
			t.Errorf("recv: %v", err)
		}
	}
}

// Where two listeners share a port, each one's queue is counted right.
func TestSharedPort(t *testing.T) {
	e, err := New(lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var both [2]lab.Handle
	for i := range both {
		both[i], _ = e.Socket(lab.Inet, lab.Stream)
		both[i].SetOpt(1, 15, 1) // SO_REUSEPORT
		if err := both[i].Bind(labtest.Server); err != nil {
			t.Fatal(err)
		}
		both[i].Listen(20)
	}
	for range 12 {
		c, _ := e.Socket(lab.Inet, lab.Stream)
		c.Connect(labtest.Server)
		for raw, _ := e.Link().Read(); raw != nil; raw, _ = e.Link().Read() {
			e.Link().Write(raw)
		}
	}
	rows, _ := e.Sockets()
	for i := range both {
		_, queue := private(e.table.held[both[i].ID()].entry)
		if queue == 0 || rows[i].RecvQ != queue {
			t.Errorf("listener %d: %d in the stack, Recv-Q %d", i, queue, rows[i].RecvQ)
		}
	}
}
