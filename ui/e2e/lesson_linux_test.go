package e2e

import (
	"strings"
	"testing"
)

// needKernel skips, saying why, where no lab can be opened.
func needKernel(t *testing.T) {
	t.Helper()
	out, err := run(t, "doctor")
	if err != nil {
		t.Skipf("no kernel lab on this machine: %v\n%s", err, out)
	}
}

// TestHandshakeByHand is a student's first minutes: the shelf, the lesson, a
// prediction, and every packet of the handshake released with a key.
func TestHandshakeByHand(t *testing.T) {
	needKernel(t)
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		m := start(t, size[0], size[1])
		m.Shows("The three-way handshake", "One send, one datagram")
		m.Keys("\r")
		m.Shows("A listener", "WIRE", "BACKLOG", "EPHEMERAL PORT", "BYTES")
		m.through("SYN_SENT", "SYN_RCVD", "ESTABLISHED")
		m.Keys("q")
		m.Shows("One send, one datagram")
		m.Keys("q")
		if code := m.Ends(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		m.GivenBack()
	}
}

// through plays the lesson with the keys it asks for until all of these have
// stood on the screen, in order.
func (m *Term) through(want ...string) {
	m.t.Helper()
	last := ""
	for range 200 {
		if len(want) == 0 {
			return
		}
		s := m.Until("the lesson moved on", func(s string) bool {
			return s != last && !strings.Contains(s, "at work")
		})
		for len(want) > 0 && strings.Contains(s, want[0]) {
			want = want[1:]
		}
		last = s
		switch {
		case strings.Contains(s, "lock"):
			m.Keys("a", "\r")
		case strings.Contains(s, "YOUR TURN"):
			m.Keys("r")
		default:
			m.Keys("n")
		}
	}
	m.t.Fatalf("never saw %s\n%s", want, m.Screen())
}
