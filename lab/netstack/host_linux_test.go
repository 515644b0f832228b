package netstack

import (
	"os"
	"strings"
	"testing"

	"github.com/stillwire/stillwire/lab"
)

// TestNoSocketOfTheHost: a whole conversation, and this process has no more
// sockets than before.
func TestNoSocketOfTheHost(t *testing.T) {
	before := hostSockets(t)
	b := bench(t, lab.Options{})
	connected(b)
	if after := hostSockets(t); after != before {
		t.Errorf("%d sockets of the host before, %d with a lab", before, after)
	}
}

func hostSockets(t *testing.T) (n int) {
	t.Helper()
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if to, _ := os.Readlink("/proc/self/fd/" + f.Name()); strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n
}
