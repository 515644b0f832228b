package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
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

// TestKeeperKilled: the child then ends by itself and gives the terminal back
// to the shell, which still has it.
func TestKeeperKilled(t *testing.T) {
	needKernel(t)
	m := startCommand(t, exec.Command("sh", "-c", binary(t)+`; echo ended $?; read line; stty -a`), 80, 24)
	m.Shows("The three-way handshake")
	keeper := m.children(m.cmd.Process.Pid)[0]
	child, err := unix.PidfdOpen(m.children(keeper)[0], 0)
	if err != nil {
		t.Skipf("the child's end cannot be watched: %v", err)
	}
	defer unix.Close(child)
	syscall.Kill(keeper, syscall.SIGKILL)
	for {
		_, err := unix.Poll([]unix.PollFd{{Fd: int32(child), Events: unix.POLLIN}}, int(patience/time.Millisecond))
		if err != unix.EINTR {
			break
		}
	}
	m.GivenBack()
	m.Keys("\n")
	m.Ends()
	m.Shows(" icanon", " echo ")
}

// signalChild sends a signal to the process that draws, not to its keeper.
func (m *Term) signalChild(s syscall.Signal) {
	m.t.Helper()
	syscall.Kill(m.children(m.cmd.Process.Pid)[0], s)
}

// children are the processes that any thread of pid has started.
func (m *Term) children(pid int) (all []int) {
	m.t.Helper()
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, file := range files {
		b, _ := os.ReadFile(file)
		for _, field := range strings.Fields(string(b)) {
			if child, err := strconv.Atoi(field); err == nil {
				all = append(all, child)
			}
		}
	}
	if len(all) == 0 {
		m.t.Skip("this kernel does not list a process's children")
	}
	return all
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
