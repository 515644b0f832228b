//go:build linux || darwin

package termguard_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"testing"

	_ "github.com/charmbracelet/bubbletea" // the one whose init asks
	"github.com/creack/pty"

	"github.com/stillwire/stillwire/ui/termguard"
)

const child = "TERMGUARD_TEST_CHILD"

// TestMain is the guarded program when the test starts itself in a terminal.
func TestMain(m *testing.M) {
	if os.Getenv(child) != "" {
		termguard.Restore()
		ci, found := os.LookupEnv("CI")
		if found {
			_, _ = os.Stdout.WriteString("CI=" + ci)
		} else {
			_, _ = os.Stdout.WriteString("no CI")
		}
		os.Exit(0)
	}
	termguard.Restore()
	os.Exit(m.Run())
}

// On a terminal that never answers, the program must ask nothing before main:
// whoever asks also waits.
func TestNothingIsAskedBeforeMain(t *testing.T) {
	for _, c := range []struct{ ci, want string }{
		{"", "no CI"},
		{"CI=yes", "CI=yes"},
	} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{"TERM=xterm-256color", child + "=1"}
		if c.ci != "" {
			cmd.Env = append(cmd.Env, c.ci)
		}
		terminal, err := pty.Start(cmd)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(terminal) // ends with EIO when the child has gone
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		_ = terminal.Close()
		if !bytes.Equal(got, []byte(c.want)) {
			t.Errorf("environment %q: the terminal saw %q, want only %q", c.ci, got, c.want)
		}
	}
}
