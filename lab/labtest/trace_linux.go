package labtest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/stillwire/stillwire/lab"
)

// Report is what the Linux kernel itself tells of TCP's state changes, at the
// tracepoint sock:inet_sock_set_state. It is the independent witness of our
// state events. Two things stand beyond it, and are sock_diag rows: a
// half-open request, and TIME_WAIT, a small record of its own that the
// tracepoint reports as CLOSE.
type Report struct {
	dir string // of a trace instance of its own
}

// Watch starts a report on the sockets of one server port, which nobody else on
// the machine may use meanwhile, in whatever namespace. It skips the test, saying why, where the tracepoint cannot be read.
func Watch(t testing.TB, port uint16) *Report {
	root := tracefs(t)
	r := &Report{filepath.Join(root, "instances", fmt.Sprintf("stillwire-%d-%d", os.Getpid(), port))}
	if err := os.Mkdir(r.dir, 0o755); err != nil {
		t.Skipf("no trace instance: %v", err)
	}
	const event = "events/sock/inet_sock_set_state/"
	t.Cleanup(func() {
		r.write(event+"enable", "0")
		os.Remove(r.dir)
	})
	for _, set := range [][2]string{
		{"options/fields", "1"}, // with the socket's address, which tells sockets apart
		{"options/hash-ptr", "0"},
		{event + "filter", fmt.Sprintf("protocol == 6 && (sport == %d || dport == %d)", port, port)},
		{event + "enable", "1"},
	} {
		if err := r.write(set[0], set[1]); err != nil {
			t.Skipf("the tracepoint cannot be set up: %v", err)
		}
	}
	return r
}

func (r *Report) write(name, text string) error {
	return os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o644)
}

// Check holds a lab's state events against the report, socket by socket and
// in order: nothing missing, nothing invented. It answers how many sockets
// were compared.
func (r *Report) Check(t testing.TB, l *lab.Lab) int {
	text, err := os.ReadFile(filepath.Join(r.dir, "trace"))
	if err != nil {
		t.Fatal(err)
	}
	want, got := theirs(string(text)), ours(l)
	if !slices.Equal(got, want) {
		t.Errorf("state changes\n%s\nthe kernel reported\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	return len(want)
}

// tracefs finds or mounts the tracing file system.
func tracefs(t testing.TB) string {
	const event = "events/sock/inet_sock_set_state/format"
	for _, dir := range []string{"/sys/kernel/tracing", "/sys/kernel/debug/tracing"} {
		if _, err := os.ReadFile(filepath.Join(dir, event)); err == nil {
			return dir
		}
	}
	dir := t.TempDir()
	if err := unix.Mount("tracefs", dir, "tracefs", 0, ""); err != nil {
		t.Skipf("the kernel's own report cannot be read: mount tracefs: %v (it takes root)", err)
	}
	t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
	if _, err := os.ReadFile(filepath.Join(dir, event)); err != nil {
		t.Skipf("this kernel has no tracepoint sock:inet_sock_set_state: %v", err)
	}
	return dir
}

// States of include/net/tcp_states.h.
var tcpStates = [...]lab.State{1: lab.Established, 2: lab.SynSent, 3: lab.SynRcvd, 4: lab.FinWait1, 5: lab.FinWait2,
	6: lab.TimeWait, 7: lab.Closed, 8: lab.CloseWait, 9: lab.LastAck, 10: lab.Listen, 11: lab.Closing, 12: lab.SynRcvd}

var traced = regexp.MustCompile(`skaddr=(\S+) .*oldstate=\S+ \((\d+)\) newstate=\S+ \((\d+)\) sport=\S+ \((\d+)\) dport=\S+ \((\d+)\)`)

// traveller is one socket on its road.
type traveller struct {
	sport, dport int // 0 until seen
	road         []string
	parent       lab.SocketID
}

func (s *traveller) move(from, to lab.State, sport, dport int) {
	s.road = append(s.road, fmt.Sprintf("%v>%v", from, to))
	// connect() tells before it has chosen a port; a child before its peer;
	// a refused client has lost its peer
	if sport != 0 {
		s.sport = sport
	}
	if dport != 0 {
		s.dport = dport
	}
}

func lines(all []*traveller) []string {
	var l []string
	for _, s := range all {
		if len(s.road) == 1 && s.road[0] == "CLOSED>SYN_SENT" {
			s.sport = 0
		}
		l = append(l, fmt.Sprintf("%d:%d %s", s.sport, s.dport, strings.Join(s.road, " ")))
	}
	slices.Sort(l)
	return l
}

// theirs makes a line for every socket of the trace.
func theirs(text string) []string {
	now := map[string]*traveller{} // by address, which a later socket may have again
	var all []*traveller
	for _, m := range traced.FindAllStringSubmatch(text, -1) {
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+2])
		}
		from, to := tcpStates[n[0]], tcpStates[n[1]]
		s := now[m[1]]
		switch born := from == lab.Closed || from == lab.Listen && to == lab.SynRcvd; {
		case born:
			s = &traveller{}
			now[m[1]], all = s, append(all, s)
		case s == nil:
			continue // of a lab of before, whose namespace the kernel clears away now
		}
		s.move(from, to, n[2], n[3])
	}
	return lines(slices.DeleteFunc(all, func(s *traveller) bool {
		// a connect() that found no port came and went within the call
		return s.sport == 0 && slices.Equal(s.road, []string{"CLOSED>SYN_SENT", "SYN_SENT>CLOSED"})
	}))
}

// ours makes the same lines of our state events.
func ours(l *lab.Lab) []string {
	now := map[lab.SocketID]*traveller{}
	var all []*traveller // a socket that was refused may travel once more
	for _, e := range l.Events(0) {
		s := e.Socket
		if e.Kind != lab.StateChanged || s.Type != lab.Stream || e.From == lab.TimeWait {
			continue
		}
		to := e.To
		if to == lab.TimeWait {
			to = lab.Closed
		}
		if now[s.ID] == nil || e.From == lab.Closed {
			now[s.ID] = &traveller{parent: s.Parent}
			all = append(all, now[s.ID])
		}
		now[s.ID].move(e.From, to, int(s.Local.Port()), int(s.Peer.Port()))
	}
	return lines(slices.DeleteFunc(all, func(s *traveller) bool {
		return s.parent != 0 && len(s.road) == 1 // half-open
	}))
}
