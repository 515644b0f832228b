package e2e

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestOrdinaryUser plays a lesson as a user without any privilege, in a user
// namespace of the program's own.
func TestOrdinaryUser(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can become another user; the other tests ran as an ordinary one already")
	}
	as := func(args ...string) (int, string) {
		c := exec.Command(binary(t), args...)
		c.Dir = "/"
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		return runCommand(t, c)
	}
	if code, out := as("doctor", "--engine", "kernel"); code != 0 {
		t.Skipf("no kernel lab for an ordinary user on this machine:\n%s", out)
	}
	code, out := as("run", "three-way-handshake")
	if code != 0 || !strings.Contains(out, "END ok") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// TestNoEngine: where no namespace can be had, --engine kernel ends with code
// 3 and the reason before anything is drawn, and doctor names the step.
func TestNoEngine(t *testing.T) {
	for _, tool := range []string{"unshare", "setpriv"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s on this machine", tool)
		}
	}
	without := func(args ...string) *exec.Cmd {
		script := `echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set -all --inh-caps -all "$@"`
		return exec.Command("unshare", append([]string{"--user", "--map-root-user", "sh", "-c", script, "sh", binary(t)}, args...)...)
	}
	code, out := runCommand(t, without("doctor", "--engine", "kernel"))
	if !strings.Contains(out, "ENOSPC") {
		t.Skipf("a machine without namespaces cannot be made here:\n%s", out)
	}
	if code != 3 || !strings.Contains(out, "FAIL make a user namespace") || !strings.Contains(out, "what would help") {
		t.Errorf("doctor: exit code %d\n%s", code, out)
	}
	if code, out := runCommand(t, without("run", "three-way-handshake", "--engine", "kernel")); code != 3 || !strings.Contains(out, "max_user_namespaces") {
		t.Errorf("run: exit code %d\n%s", code, out)
	}
	if code, out := runCommand(t, without("doctor")); code != 0 || !strings.Contains(out, "netstack engine works") {
		t.Errorf("doctor of all engines: exit code %d\n%s", code, out)
	}
	if code, out := runCommand(t, without("run", "three-way-handshake")); code != 0 || !strings.Contains(out, "on netstack") {
		t.Errorf("run on any engine: exit code %d\n%s", code, out)
	}
	m := startCommand(t, without("--engine", "kernel"), 80, 24)
	if code := m.Ends(); code != 3 {
		t.Errorf("the window: exit code %d", code)
	}
	<-m.done
	if s := m.Screen(); !strings.Contains(s, "cannot run here") || strings.Contains(m.raw.String(), "\x1b[?1049h") {
		t.Errorf("something was drawn, or no reason given:\n%s", s)
	}
}
