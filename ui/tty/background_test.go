//go:build linux || darwin

package tty

import (
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// A terminal that answers, and one that only knows device attributes. The
// limit is far away: the answer ends the wait.
func TestBackgroundAsksTheTerminal(t *testing.T) {
	for _, c := range []struct {
		answer      string
		dark, known bool
	}{
		{"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c", false, true},
		{"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c", true, true},
		{"\x1b[?62;22c", false, false},
	} {
		terminal, program, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			var asked strings.Builder
			buf := make([]byte, 64)
			for !strings.HasSuffix(asked.String(), "\x1b[c") {
				n, err := terminal.Read(buf)
				if err != nil {
					return
				}
				asked.Write(buf[:n])
			}
			_, _ = terminal.WriteString(c.answer)
		}()
		dark, known := Background(program, program, time.Minute)
		if dark != c.dark || known != c.known {
			t.Errorf("%q: dark %v known %v, want %v %v", c.answer, dark, known, c.dark, c.known)
		}
		_ = program.Close()
		_ = terminal.Close()
	}
}

func TestBackgroundOfASilentTerminal(t *testing.T) {
	terminal, program, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close(); _ = terminal.Close() }()
	if _, known := Background(program, program, 0); known {
		t.Error("a terminal that said nothing is known")
	}
}

// The wait for the rest of a sequence works on a real terminal.
func TestReadable(t *testing.T) {
	terminal, program, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close(); _ = terminal.Close() }()
	if readable(program, 0) {
		t.Error("an idle terminal is readable")
	}
	if _, err := terminal.WriteString("n\n"); err != nil {
		t.Fatal(err)
	}
	if !readable(program, time.Minute) {
		t.Error("a terminal with a line waiting is not readable")
	}
}
