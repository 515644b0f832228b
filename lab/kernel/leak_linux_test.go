package kernel

import (
	"context"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/stillwire/stillwire/lab"
)

// TestNothingIsLeft: a lab that was closed, with a call still parked in it,
// leaves no goroutine, no thread and no descriptor behind.
func TestNothingIsLeft(t *testing.T) {
	if err := Available(); err != nil {
		t.Skipf("no kernel lab on this machine: %v", err)
	}
	before := goleak.IgnoreCurrent()
	use := func() {
		l, err := Open(context.Background(), lab.Options{})
		if err != nil {
			t.Fatal(err)
		}
		l.Run("server", func(p *lab.Program) {
			s, _ := p.Call(lab.Request{Name: "socket", Family: lab.Inet, Type: lab.Stream})
			p.Call(lab.Request{Name: "listen", FD: s.FD, N: 1})
			if _, err := p.Call(lab.Request{Name: "accept", FD: s.FD}); err != lab.ErrClosed {
				t.Errorf("accept in a closed lab: %v", err)
			}
		})
		if _, err := l.Settle(context.Background()); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
	use() // what the process makes once
	fds := count(t, "/proc/self/fd")
	for range 20 {
		use()
	}
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
	if after := count(t, "/proc/self/fd"); after > fds {
		t.Errorf("%d descriptors before, %d after 20 labs", fds, after)
	}
	// Go keeps some threads for later; one a lab would be a leak
	if n := count(t, "/proc/self/task"); n > 20 {
		t.Errorf("%d threads after 20 labs", n)
	}
}

func count(t *testing.T, dir string) int {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
