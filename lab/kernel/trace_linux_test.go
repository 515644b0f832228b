package kernel

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

// TestEveryTransition holds our state events of every scenario against what
// the kernel itself reports.
func TestEveryTransition(t *testing.T) {
	for i, s := range labtest.Scenarios {
		s.Port = uint16(21000 + i)
		t.Run(s.Name, func(t *testing.T) {
			report := labtest.Watch(t, s.Port)
			b := labtest.Play(t, func(t testing.TB, o lab.Options) *lab.Lab { return open(t, AnyWire, o) }, s)
			t.Logf("%d sockets compared", report.Check(t, b.Lab))
		})
	}
}
