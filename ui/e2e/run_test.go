//go:build unix

package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// run runs the program without a terminal and answers its exit code and all
// that it wrote.
func run(t testing.TB, args ...string) (int, string) {
	t.Helper()
	return runCommand(t, exec.Command(binary(t), args...))
}

func runCommand(t testing.TB, c *exec.Cmd) (int, string) {
	t.Helper()
	out, err := c.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"--help", 0, "lesson"},
		{"", 2, "needs a terminal"},
		{"lesson", 2, "accepts 1 arg"},
		{"lesson three-way-handshak", 2, "three-way-handshake"},
		{"lesson no/such.md", 2, "no/such.md"},
		{"run", 2, "name the lessons"},
		{"run --all --format xml", 2, "text or json"},
		{"run three-way-handshake --engine windows", 2, "auto, kernel and netstack"},
		{"--background green", 2, "dark or light"},
		{"frobnicate", 2, "unknown command"},
	} {
		code, out := run(t, strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(out, c.says) {
			t.Errorf("stillwire %s: exit code %d, want %d and %q in:\n%s", c.args, code, c.code, c.says, out)
		}
	}
}

// TestRunJSON: every line of the transcript is an object of a known kind, and
// the end says that all held.
func TestRunJSON(t *testing.T) {
	code, out := run(t, "run", "--all", "--format", "json")
	if code != 0 {
		t.Errorf("exit code %d", code)
	}
	seen := map[string]int{}
	lines := bufio.NewScanner(strings.NewReader(out))
	for lines.Scan() {
		var fact struct {
			Kind         string
			OK           *bool
			Expectations int
		}
		if err := json.NewDecoder(bytes.NewReader(lines.Bytes())).Decode(&fact); err != nil {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		seen[fact.Kind]++
		if fact.OK != nil && !*fact.OK {
			t.Error(lines.Text())
		}
	}
	for _, kind := range []string{"lesson", "call", "packet", "state", "expect", "predict", "challenge", "end"} {
		if seen[kind] == 0 {
			t.Errorf("no %s in the transcript", kind)
		}
	}
	if seen["lesson"] != seen["end"] || seen["lesson"] < 2 {
		t.Errorf("%d lessons began, %d ended", seen["lesson"], seen["end"])
	}
}

// TestSilentStart: nothing asks the terminal anything before main runs; a
// terminal that does not answer would cost five seconds.
func TestSilentStart(t *testing.T) {
	m := start(t, 80, 24, "--help")
	if code := m.Ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	<-m.done
	if i := bytes.IndexByte(m.raw.Bytes(), 0x1b); i >= 0 {
		t.Errorf("an escape sequence was written: %q", m.raw.Bytes()[i:min(i+20, m.raw.Len())])
	}
}

// TestRunOnNetstack: no privilege, and twice the same.
func TestRunOnNetstack(t *testing.T) {
	args := []string{"run", "--all", "--engine", "netstack", "--format", "json"}
	code, first := run(t, args...)
	if code != 0 || !strings.Contains(first, `"engine":"netstack"`) {
		t.Fatalf("exit code %d\n%s", code, first)
	}
	if _, again := run(t, args...); again != first {
		t.Errorf("the second run differs:\n%s\nfirst\n%s", again, first)
	}
}

// TestDoctorJSON: one object, with every engine in it.
func TestDoctorJSON(t *testing.T) {
	_, out := run(t, "doctor", "--json")
	var all struct {
		Kernel, Netstack struct{ Works bool }
		Differences      []struct{ Why string }
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil || !all.Netstack.Works || len(all.Differences) == 0 {
		t.Errorf("%v in %s", err, out)
	}
}
