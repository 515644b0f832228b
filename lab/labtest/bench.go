// Package labtest is one conformance suite that every engine must pass. A
// scenario is a script of calls and deeds with what must be seen after each;
// where engines differ is a row of one table, not an if in a scenario.
package labtest

import (
	"context"
	"net/netip"
	"slices"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
)

// Open makes a fresh lab of the engine under test.
type Open func(testing.TB, lab.Options) *lab.Lab

// Scenario is one script.
type Scenario struct {
	Name string
	Free bool // the wire is free at the start
	Set  map[string]string
	Port uint16 // the server's; 0 = that of Server
	Play func(*Bench)
}

// Run plays every scenario on an engine, and holds the known differences true.
func Run(t *testing.T, open Open) {
	t.Run("differences", func(t *testing.T) { differ(t, open) })
	for _, s := range Scenarios {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			Play(t, open, s).Lab.Close()
		})
	}
}

// Play plays one scenario and answers the bench as it stands at the end.
func Play(t testing.TB, open Open, s Scenario) *Bench {
	o := lab.Options{Set: s.Set}
	if s.Free {
		o.Mode = wire.FreeMode
	}
	b := &Bench{TB: t, Lab: open(t, o), Server: Server}
	if s.Port != 0 {
		b.Server = netip.AddrPortFrom(Server.Addr(), s.Port)
	}
	s.Play(b)
	for _, e := range b.Lab.Events(0) {
		if e.Kind == lab.Fault {
			t.Errorf("event %d: %s", e.Seq, e.Text)
		}
	}
	return b
}

// Bench is a lab in the hands of a scenario.
type Bench struct {
	testing.TB
	Lab    *lab.Lab
	Server netip.AddrPort
}

// Server is where the scenarios' servers stand.
var Server = netip.MustParseAddrPort("127.0.0.1:8080")

// Call is a call that was made and may be parked.
type Call struct {
	b     *Bench
	actor string
	reply chan lab.Reply
}

// Go makes a call as an actor and lets the lab settle.
func (b *Bench) Go(actor string, r lab.Request) *Call {
	b.Helper()
	c := &Call{b, actor, make(chan lab.Reply, 1)}
	err := b.Lab.Run(actor, func(p *lab.Program) {
		if reply, err := p.Call(r); err == nil {
			c.reply <- reply
		}
	})
	if err != nil {
		b.Fatalf("%s %s: %v", actor, r.Name, err)
	}
	b.Settle()
	return c
}

// Settle waits until nothing moves by itself.
func (b *Bench) Settle() *lab.Snapshot {
	b.Helper()
	s, err := b.Lab.Settle(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// Reply is what the call returned; the test fails if it is still parked.
func (c *Call) Reply() lab.Reply {
	c.b.Helper()
	select {
	case r := <-c.reply:
		return r
	default:
		c.b.Fatalf("%s is still parked in %v", c.actor, c.b.Settle().Actor(c.actor).Parked)
		return lab.Reply{}
	}
}

// Do makes a call that must return without an error.
func (b *Bench) Do(actor string, r lab.Request) lab.Reply {
	b.Helper()
	reply := b.Go(actor, r).Reply()
	if reply.Errno != 0 {
		b.Fatalf("%s %s: %v", actor, r.Name, reply.Errno)
	}
	return reply
}

// Fails makes a call that must return an errno.
func (b *Bench) Fails(actor string, r lab.Request, want lab.Errno) {
	b.Helper()
	if got := b.Go(actor, r).Reply().Errno; got != want {
		b.Errorf("%s %s: %v, want %v", actor, r.Name, got, want)
	}
}

// Parks makes a call that must park.
func (b *Bench) Parks(actor string, r lab.Request) *Call {
	b.Helper()
	c := b.Go(actor, r)
	if a := b.Lab.Snapshot().Actor(actor); a == nil || a.Parked == nil || a.Parked.Name != r.Name {
		b.Fatalf("%s %s did not park: %+v", actor, r.Name, a)
	}
	return c
}

// Socket is socket().
func (b *Bench) Socket(actor string, t lab.Type) *lab.FD {
	b.Helper()
	return b.Do(actor, lab.Request{Name: "socket", Family: lab.Inet, Type: t}).FD
}

// Listen is socket(), bind(), listen() of a server.
func (b *Bench) Listen(actor string, at netip.AddrPort, backlog int) *lab.FD {
	b.Helper()
	fd := b.Socket(actor, lab.Stream)
	b.Do(actor, lab.Request{Name: "bind", FD: fd, Addr: at})
	b.Do(actor, lab.Request{Name: "listen", FD: fd, N: backlog})
	return fd
}

// Connect starts connect(), which parks while the wire is held.
func (b *Bench) Connect(actor string) (*lab.FD, *Call) {
	b.Helper()
	fd := b.Socket(actor, lab.Stream)
	return fd, b.Parks(actor, lab.Request{Name: "connect", FD: fd, Addr: b.Server})
}

// Wire does a deed on the oldest held packet, which must be the one named.
func (b *Bench) Wire(d lab.Deed, label string) {
	b.Helper()
	held := b.Settle().Held()
	if len(held) == 0 || held[0].Label() != label {
		b.Fatalf("%s %s: held are %v", d, label, labels(held))
	}
	if _, err := b.Lab.Wire(context.Background(), d, held[0].Number); err != nil {
		b.Fatal(err)
	}
	b.Settle()
}

// Deliver delivers the packets named, oldest first.
func (b *Bench) Deliver(want ...string) {
	b.Helper()
	for _, label := range want {
		b.Wire(lab.Deliver, label)
	}
}

// Flow delivers all that is held and all that follows.
func (b *Bench) Flow() {
	b.Helper()
	for range 1000 {
		if len(b.Settle().Held()) == 0 {
			return
		}
		if _, err := b.Lab.Wire(context.Background(), lab.Deliver, 0); err != nil {
			b.Fatal(err)
		}
	}
	b.Fatal("1000 packets and no end")
}

func labels(packets []*lab.Packet) []string {
	l := make([]string, len(packets))
	for i, p := range packets {
		l[i] = p.Label()
	}
	return l
}

// Held checks which packets wait.
func (b *Bench) Held(want ...string) {
	b.Helper()
	if got := labels(b.Settle().Held()); !slices.Equal(got, want) {
		b.Errorf("held: %q, want %q", got, want)
	}
}

// State checks a socket's state.
func (b *Bench) State(fd *lab.FD, want lab.State) {
	b.Helper()
	if s := b.Settle().Socket(fd.ID); s == nil || s.State != want {
		b.Errorf("state of %d: %v, want %v", fd.Number, s, want)
	}
}

// Queues checks how many wait half-open and for accept() at a listener.
func (b *Bench) Queues(fd *lab.FD, syn, accept int) {
	b.Helper()
	var got [3]int
	s := b.Settle()
	for _, k := range s.Sockets {
		if k.Parent == fd.ID && !k.Gone {
			got[k.Queue]++
		}
	}
	if got[lab.SynQueue] != syn || got[lab.AcceptQueue] != accept {
		b.Errorf("SYN queue %d, accept queue %d; want %d, %d", got[lab.SynQueue], got[lab.AcceptQueue], syn, accept)
	}
	if l := s.Socket(fd.ID); l.RecvQ != accept {
		b.Errorf("the stack counts %d in the accept queue, want %d", l.RecvQ, accept)
	}
}

// Road checks all the states a socket has been in.
func (b *Bench) Road(id lab.SocketID, want ...lab.State) {
	b.Helper()
	var got []lab.State
	for _, p := range b.Settle().Socket(id).Road {
		got = append(got, p.State)
	}
	if !slices.Equal(got, want) {
		b.Errorf("road %v, want %v", got, want)
	}
}
