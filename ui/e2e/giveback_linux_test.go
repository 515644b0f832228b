package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// TestGivenBack: whatever ends the program, the terminal is as it was.
func TestGivenBack(t *testing.T) {
	needKernel(t)
	for _, c := range []struct {
		name  string
		end   func(t *testing.T, m *Term)
		code  int
		shows string // written to the terminal
	}{
		{"q", func(_ *testing.T, m *Term) { m.Keys("q") }, 0, ""},
		{"ctrl+c", func(_ *testing.T, m *Term) { m.Keys("\x03") }, 0, ""},
		{"SIGTERM", func(t *testing.T, m *Term) { m.cmd.Process.Signal(syscall.SIGTERM) }, 0, ""},
		{"SIGHUP", func(t *testing.T, m *Term) { m.cmd.Process.Signal(syscall.SIGHUP) }, 0, ""},
		{"killed", func(t *testing.T, m *Term) { m.signalChild(syscall.SIGKILL) }, 137, ""},
		// SIGQUIT ends a Go program as an unrecovered panic does
		{"crashed", func(t *testing.T, m *Term) { m.signalChild(syscall.SIGQUIT) }, 2, "goroutine 1 "},
		{"keeper killed", func(t *testing.T, m *Term) { m.cmd.Process.Kill() }, 137, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := start(t, 80, 24)
			m.Shows("The three-way handshake")
			c.end(t, m)
			if code := m.Ends(); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			m.Cooked()
			if !strings.Contains(m.raw.String(), c.shows) {
				t.Errorf("%q was not told", c.shows)
			}
		})
	}
}

// signalChild sends a signal to the process that draws, not to its keeper.
func (m *Term) signalChild(s syscall.Signal) {
	m.t.Helper()
	pid := m.cmd.Process.Pid
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		m.t.Skipf("the kernel does not list children: %v", err)
	}
	for _, field := range strings.Fields(string(b)) {
		if child, err := strconv.Atoi(field); err == nil {
			syscall.Kill(child, s)
			return
		}
	}
	// the child was started by another thread of the keeper
	all, _ := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	for _, task := range all {
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", pid, task.Name()))
		if child, err := strconv.Atoi(strings.TrimSpace(string(b))); err == nil {
			syscall.Kill(child, s)
			return
		}
	}
	m.t.Fatal("the keeper has no child")
}

// TestSuspend: Ctrl-Z gives the terminal to the shell, fg brings the window
// back, at the size the terminal has by then.
func TestSuspend(t *testing.T) {
	needKernel(t)
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("job control needs bash")
	}
	c := exec.Command(shell, "--norc", "--noprofile", "-i")
	c.Env = []string{"PS1=prompt> "}
	m := startCommand(t, c, 80, 24)
	m.Shows("prompt>")
	m.Keys(binary(t) + " lesson three-way-handshake\r")
	m.Shows("LESSON", "WIRE")
	m.Keys("\x1a")
	m.Shows("Stopped")
	m.GivenBack()
	m.Resize(120, 40)
	m.Keys("fg\r")
	m.Shows("7 PACKET", "LIVE")
	m.Keys("q")
	m.Lost("LESSON")
	m.Keys("exit\r")
	m.Ends()
}
