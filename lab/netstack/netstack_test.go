package netstack

import (
	"context"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

func TestConformance(t *testing.T) { labtest.Run(t, open) }

// open is a lab that is closed with the test.
func open(t testing.TB, o lab.Options) *lab.Lab {
	t.Helper()
	l, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}
