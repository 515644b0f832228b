package e2e

import (
	"strings"
	"testing"
)

// needKernel skips, saying why, where no lab can be opened.
func needKernel(t *testing.T) {
	t.Helper()
	if code, out := run(t, "doctor", "--engine", "kernel"); code != 0 {
		t.Skipf("no kernel lab on this machine:\n%s", out)
	}
}

// TestHandshakeByHand is a student's first lesson: the shelf, the lesson, a
// prediction, every packet released with a key, the challenge won by hand.
func TestHandshakeByHand(t *testing.T) {
	needKernel(t)
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		m := start(t, size[0], size[1])
		m.Shows("The three-way handshake", "One send, one datagram")
		m.Keys("\r")
		m.Shows("LESSON", "WIRE", "BACKLOG", "EPHEMERAL PORT", "BYTES", "LIVE")
		m.through("LISTEN", "HELD", "SYN_RCVD", "ESTABLISHED", "PSH,ACK", "CLOSE_WAIT", "TIME_WAIT", "CHALLENGE", "DONE")
		m.Keys("q")
		m.Shows("One send, one datagram")
		m.Keys("q")
		if code := m.Ends(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		m.Cooked()
	}
}

// TestWindowOnNetstack: the same window on the other engine, which says so.
func TestWindowOnNetstack(t *testing.T) {
	m := start(t, 120, 40, "lesson", "three-way-handshake", "--engine", "netstack")
	m.Shows("gVisor netstack")
	m.through("LISTEN", "HELD", "SYN_RCVD", "ESTABLISHED", "PSH,ACK", "CLOSE_WAIT", "TIME_WAIT", "CHALLENGE", "DONE")
	m.Keys("q", "q")
	if code := m.Ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	m.Cooked()
}

// through plays a lesson with the keys that it asks for until all of these
// have stood on the screen, in order.
func (m *Term) through(want ...string) {
	m.t.Helper()
	last := ""
	for range 400 {
		s := m.Until("the lesson moves on from: "+last, func(s string) bool {
			return turn(s) != last && !strings.Contains(s, "at work")
		})
		for len(want) > 0 && strings.Contains(s, want[0]) {
			want = want[1:]
		}
		last = turn(s)
		switch {
		case len(want) == 0:
			return
		case strings.Contains(s, "enter lock"):
			m.Keys("a", "\r")
		case strings.Contains(s, "YOUR TURN"), strings.Contains(s, "Act on the"):
			m.Keys("r")
		default:
			m.Keys("n")
		}
	}
	m.t.Fatalf("never saw %s\n%s", want, m.Screen())
}

// turn is the lesson's column, which says whose turn it is: what else moves on
// the screen asks for no key.
func turn(screen string) string {
	var column []string
	for _, row := range strings.Split(screen, "\n") {
		cells := []rune(row)
		column = append(column, string(cells[:min(30, len(cells))]))
	}
	return strings.Join(column, "\n")
}

// TestDropAndBack: the student drops the SYN against the script, sees what
// that did, TCP repairs it, and p brings a fresh lab.
func TestDropAndBack(t *testing.T) {
	needKernel(t)
	m := start(t, 120, 40, "lesson", "three-way-handshake")
	m.through("YOUR TURN")
	m.Keys("d")
	m.Shows("dropped", "OFF THE ROAD")
	m.Shows("↻ SYN", "YOUR TURN") // the client's timer has sent it again
	m.Keys("p")
	m.Lost("dropped")
	m.Keys("?")
	m.Shows("HELP", "release")
	m.Keys("\x1b")
	m.Lost("HELP")
	m.Keys("z")
	m.Lost("BACKLOG")
	m.Keys("\x1b")
	m.Shows("BACKLOG")
	m.Keys("\x12") // ctrl+r
	m.Shows("step 1/")
}

// TestThePast: [ goes back through the events, the wire keys are off there, .
// comes back.
func TestThePast(t *testing.T) {
	needKernel(t)
	m := start(t, 120, 40, "lesson", "three-way-handshake")
	m.through("HELD")
	m.Shows("LIVE")
	m.Keys("{")
	m.Shows("PAST")
	m.Lost("HELD")
	m.Keys(".")
	m.Shows("HELD", "LIVE")
}

// TestResize: the screen fits whatever size it is given, and says so where it
// cannot.
func TestResize(t *testing.T) {
	needKernel(t)
	m := start(t, 120, 40, "lesson", "three-way-handshake")
	m.through("HELD")
	m.Shows("7 PACKET", "HELD")
	m.Resize(80, 24)
	m.Shows("HELD", "2 SOCKETS")
	m.Lost("7 PACKET #")
	m.Resize(60, 15)
	m.Shows("72")
	m.Lost("HELD")
	m.Resize(160, 50)
	m.Shows("HELD", "7 PACKET")
}

// TestTimeInTheHand: on netstack a dropped SYN does not come back until t lets
// time pass; E begins the lesson again on the other engine.
func TestTimeInTheHand(t *testing.T) {
	needKernel(t)
	m := start(t, 120, 40, "lesson", "three-way-handshake", "--engine", "netstack")
	m.through("YOUR TURN")
	m.Shows("gVisor netstack")
	m.Keys("d")
	m.Shows("OFF THE ROAD", "t lets time pass")
	m.Keys("t")
	m.Shows("↻ SYN", "YOUR TURN", "1s later")
	m.Keys("E")
	m.Shows("step 1/", "Linux ")
	m.Lost("gVisor")
}
