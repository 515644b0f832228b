package kernel

import (
	"context"
	"os"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

// TestMain starts the tests again in a user namespace where an ordinary user
// runs them: that is all the privilege a lab needs.
func TestMain(m *testing.M) {
	os.Exit(labtest.Main(m, Privileged(), UserNamespace(), ExplainUserNamespace))
}

func TestConformanceTUN(t *testing.T) { conform(t, TunWire) }

func TestConformanceVeth(t *testing.T) { conform(t, VethWire) }

func conform(t *testing.T, wire string) {
	if e, err := New("", wire); err != nil {
		t.Skipf("no %s wire on this machine: %v", wire, err)
	} else {
		e.Close()
	}
	labtest.Run(t, func(t testing.TB, o lab.Options) *lab.Lab { return open(t, wire, o) })
}

func open(t testing.TB, wire string, o lab.Options) *lab.Lab {
	t.Helper()
	e, err := New(o.Profile, wire)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lab.Open(context.Background(), e, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}
