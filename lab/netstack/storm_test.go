package netstack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
)

// TestStorm: a wire that loses, doubles and reorders, while time passes; what
// was sent arrives, whole and in order, and each time the same way.
func TestStorm(t *testing.T) {
	first := storm(t, 1)
	if again := storm(t, 1); again != first {
		t.Errorf("the same storm ended otherwise: %s, then %s", first, again)
	}
	storm(t, 2)
}

func storm(t *testing.T, seed uint64) string {
	b := bench(t, lab.Options{Seed: seed})
	l, c := connected(b)
	a := b.Do("server", lab.Request{Name: "accept", FD: l}).FD
	dice := rand.New(rand.NewPCG(seed, 2))
	sent := make([]byte, 60_000)
	for i := range sent {
		sent[i] = byte(dice.Uint32())
	}
	b.Do("client", lab.Request{Name: "send", FD: c, Data: sent})
	b.Do("client", lab.Request{Name: "shutdown", FD: c, N: int(lab.ShutWrite)})
	var got []byte
	a.Timeout = 0 // EAGAIN rather than park
	for range 5000 {
		r := b.Go("server", lab.Request{Name: "recv", FD: a, N: 1 << 16}).Reply()
		switch {
		case r.Errno == lab.EAGAIN:
		case r.Errno != 0:
			t.Fatal(r.Errno)
		case r.N == 0:
			if !bytes.Equal(got, sent) {
				t.Fatalf("%d bytes arrived of %d, or others", len(got), len(sent))
			}
			s := b.Settle()
			b.Lab.Close()
			return fmt.Sprint(len(s.Packets), s.At, s.Counters["Tcp.RetransSegs"])
		default:
			got = append(got, r.Data...)
		}
		held := b.Settle().Held()
		if len(held) == 0 {
			in, _, ok := b.Lab.Next(context.Background())
			if !ok {
				t.Fatal("nothing is held, and no timer is armed")
			}
			advance(b, in)
			continue
		}
		deed := []lab.Deed{lab.Deliver, lab.Deliver, lab.Deliver, lab.Deliver, lab.Drop, lab.Duplicate}[dice.IntN(6)]
		if _, err := b.Lab.Wire(context.Background(), deed, held[dice.IntN(len(held))].Number); err != nil {
			t.Fatal(err)
		}
		advance(b, time.Millisecond)
	}
	t.Fatalf("%d bytes arrived of %d, and no end", len(got), len(sent))
	return ""
}

// A long time can be cut short: the lab answers while it passes.
func TestAdvanceIsCutShort(t *testing.T) {
	b := bench(t, lab.Options{})
	_, c := connected(b)
	b.Do("client", lab.Request{Name: "setsockopt", FD: c, Level: 1, Option: 9, Value: 1}) // SO_KEEPALIVE
	if _, err := b.Lab.Wire(context.Background(), lab.Free, 0); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- b.Lab.Advance(ctx, 100*365*24*time.Hour) }() // a probe every two hours
	for b.Lab.Now() < 24*time.Hour {
		runtime.Gosched()
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("cut short: %v", err)
	}
	b.Settle()
}
