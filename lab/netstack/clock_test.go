package netstack

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

func bench(t testing.TB, o lab.Options) *labtest.Bench {
	return &labtest.Bench{TB: t, Lab: open(t, o), Server: labtest.Server}
}

func advance(b *labtest.Bench, d time.Duration) {
	b.Helper()
	if err := b.Lab.Advance(context.Background(), d); err != nil {
		b.Fatal(err)
	}
}

// connected is a connection that nobody has accepted, and its client's end.
func connected(b *labtest.Bench) (l, c *lab.FD) {
	b.Helper()
	l = b.Listen("server", b.Server, 1)
	c, call := b.Connect("client")
	b.Flow()
	call.Reply()
	return l, c
}

// Nothing moves while the clock stands; a held SYN is sent again when its
// second has passed, not before, and the history names the timer.
func TestClockStandsStill(t *testing.T) {
	b := bench(t, lab.Options{})
	b.Connect("client")
	before := b.Lab.Now()
	in, cause, ok := b.Lab.Next(context.Background())
	if !ok || cause != "the handshake's segment is sent again" {
		t.Fatalf("next: %v %q %v", in, cause, ok)
	}
	advance(b, in-1)
	if again := b.Settle().Packet(1).Again; again != 0 {
		t.Errorf("sent again %d times before its time", again)
	}
	advance(b, 1)
	s := b.Settle()
	if again := s.Packet(1).Again; again != 1 {
		t.Errorf("sent again %d times, want 1", again)
	}
	if d := b.Lab.Now() - before - in; d < 0 || d > time.Millisecond {
		t.Errorf("the clock is %v off", d)
	}
	var fired []string
	for _, e := range b.Lab.Events(0) {
		if e.Kind == lab.TimerFired {
			fired = append(fired, fmt.Sprint(e.Text, e.Inferred))
		}
	}
	if len(fired) != 1 || fired[0] != cause+"false" {
		t.Errorf("timers: %q", fired)
	}
}

// A connect() that nobody answers gives up after 127 seconds, the SYN having
// been sent 7 times; a dropped one comes back as a packet of its own.
func TestBlackHole(t *testing.T) {
	b := bench(t, lab.Options{})
	_, call := b.Connect("client")
	for range 6 {
		b.Wire(lab.Drop, "SYN")
		in, _, ok := b.Lab.Next(context.Background())
		if !ok {
			t.Fatal("no timer is armed")
		}
		advance(b, in)
	}
	b.Wire(lab.Drop, "SYN")
	advance(b, 64*time.Second)
	if e := call.Reply().Errno; e != lab.ETIMEDOUT {
		t.Errorf("connect: %v", e)
	}
	s := b.Settle()
	if len(s.Packets) != 7 || s.Packets[6].Retransmission != 1 {
		t.Errorf("%d packets, the last repeats %d", len(s.Packets), s.Packets[len(s.Packets)-1].Retransmission)
	}
	if now := b.Lab.Now(); now < 127*time.Second || now > 128*time.Second {
		t.Errorf("it is %v", now)
	}
}

// TIME_WAIT's 60 seconds: the row counts them down and is gone when they are
// over.
func TestTimeWait(t *testing.T) {
	b := bench(t, lab.Options{})
	l, c := connected(b)
	a := b.Do("server", lab.Request{Name: "accept", FD: l}).FD
	b.Do("client", lab.Request{Name: "close", FD: c})
	b.Flow()
	b.Do("server", lab.Request{Name: "close", FD: a})
	b.Flow()
	b.State(c, lab.TimeWait)
	left := func() time.Duration {
		s := b.Settle().Socket(c.ID)
		if s.Timer.Kind != lab.TimeWaitTimer {
			t.Fatalf("timer %+v", s.Timer)
		}
		return s.Left(b.Lab.Now())
	}
	if d := left(); d <= 59*time.Second || d > 60*time.Second {
		t.Errorf("%v left, want 60 s", d)
	}
	advance(b, 40*time.Second)
	if d := left(); d <= 19*time.Second || d > 20*time.Second {
		t.Errorf("%v left, want 20 s", d)
	}
	advance(b, 20*time.Second)
	if s := b.Settle().Socket(c.ID); !s.Gone {
		t.Errorf("still there: %v", s.State)
	}
}

// A lost segment is repeated, also on a free wire, which carries what follows
// while time passes; and a program that waits is woken within it.
func TestLossIsRepaired(t *testing.T) {
	b := bench(t, lab.Options{})
	l, c := connected(b)
	a := b.Do("server", lab.Request{Name: "accept", FD: l}).FD
	read := b.Parks("server", lab.Request{Name: "recv", FD: a, N: 100})
	b.Do("client", lab.Request{Name: "send", FD: c, Data: []byte("hello")})
	b.Wire(lab.Drop, "PSH,ACK 5 B")
	if _, err := b.Lab.Wire(context.Background(), lab.Free, 0); err != nil {
		t.Fatal(err)
	}
	advance(b, 5*time.Second)
	if got := string(read.Reply().Data); got != "hello" {
		t.Errorf("read %q", got)
	}
	if s := b.Settle().Socket(c.ID); s.Unacked != 0 || s.TCP.Retransmits != 1 {
		t.Errorf("unacked %d, retransmits %d", s.Unacked, s.TCP.Retransmits)
	}
}

// A call's timeout runs on the lab's clock.
func TestTimeoutOfACall(t *testing.T) {
	b := bench(t, lab.Options{})
	l := b.Listen("server", b.Server, 1)
	l.Timeout = 3 * time.Second
	call := b.Parks("server", lab.Request{Name: "accept", FD: l})
	advance(b, 2*time.Second)
	if b.Settle().Actor("server").Parked == nil {
		t.Fatal("it ended a second too early")
	}
	advance(b, time.Second)
	if e := call.Reply().Errno; e != lab.EAGAIN {
		t.Errorf("accept: %v", e)
	}
}

// The same seed, the same lab; another seed, other numbers.
func TestSeed(t *testing.T) {
	play := func(seed uint64) string {
		b := bench(t, lab.Options{Seed: seed})
		l, c := connected(b)
		b.Do("server", lab.Request{Name: "accept", FD: l})
		b.Do("client", lab.Request{Name: "send", FD: c, Data: []byte("hello")})
		b.Flow()
		advance(b, time.Minute)
		var s strings.Builder
		for _, p := range b.Settle().Packets {
			fmt.Fprintf(&s, "%v %x\n", p.At, p.Raw)
		}
		b.Lab.Close()
		return s.String()
	}
	first := play(1)
	for range 50 {
		if again := play(1); again != first {
			t.Fatalf("the packets differ:\n%s\nfirst\n%s", again, first)
		}
	}
	if play(2) == first {
		t.Error("another seed changes nothing")
	}
}
