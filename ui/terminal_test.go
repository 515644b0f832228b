//go:build linux || darwin

package ui

import (
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a real pseudo-terminal with an emulator behind it, and Run in
// front of it.
type terminal struct {
	t       *testing.T
	pty     *os.File // the terminal's side
	tty     *os.File // the program's side
	before  *term.State
	ended   chan error
	mu      sync.Mutex
	changed *sync.Cond
	screen  *vt.Emulator
	raw     strings.Builder
	late    bool
}

func newTerminal(t *testing.T, w, h uint16) *terminal {
	for name, value := range map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor",
		"LANG": "C.UTF-8", "LC_ALL": "", "LC_CTYPE": "", "NO_COLOR": "", "COLORFGBG": "15;0", "STILLWIRE_THEME": ""} {
		t.Setenv(name, value)
	}
	m, s, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(m, &pty.Winsize{Cols: w, Rows: h}); err != nil {
		t.Fatal(err)
	}
	x := &terminal{t: t, pty: m, tty: s, ended: make(chan error, 1), screen: vt.NewEmulator(int(w), int(h))}
	x.changed = sync.NewCond(&x.mu)
	if x.before, err = term.GetState(s.Fd()); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(m, x.screen) }() // the terminal's own answers
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 4096)
		for {
			n, err := m.Read(buf)
			x.mu.Lock()
			_, _ = x.screen.Write(buf[:n])
			x.raw.Write(buf[:n])
			x.changed.Broadcast()
			x.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = s.Close()
		<-read // the last program side is closed
		if pipe, ok := x.screen.InputPipe().(io.Closer); ok {
			_ = pipe.Close()
		}
		_ = m.Close()
	})
	return x
}

func (x *terminal) run(ctx context.Context, c Config) {
	c.In, c.Out = x.tty, x.tty
	go func() { x.ended <- Run(ctx, c) }()
}

// wait returns when the screen holds all words. The time limit only ends a
// test that has failed.
func (x *terminal) wait(words ...string) {
	x.t.Helper()
	limit := time.AfterFunc(20*time.Second, func() {
		x.mu.Lock()
		x.late = true
		x.changed.Broadcast()
		x.mu.Unlock()
	})
	defer limit.Stop()
	x.mu.Lock()
	defer x.mu.Unlock()
	for {
		screen, missing := x.screen.String(), ""
		for _, w := range words {
			if !strings.Contains(screen, w) {
				missing = w
			}
		}
		if missing == "" {
			return
		}
		if x.late {
			x.t.Fatalf("%q does not come up on the screen:\n%s", missing, screen)
		}
		x.changed.Wait()
	}
}

func (x *terminal) typed(keys string) {
	if _, err := x.pty.WriteString(keys); err != nil {
		x.t.Error(err)
	}
}

// end waits for Run and checks that the terminal was given back.
func (x *terminal) end() error {
	x.t.Helper()
	err := <-x.ended
	after, e := term.GetState(x.tty.Fd())
	if e != nil {
		x.t.Fatal(e)
	}
	if *after != *x.before {
		x.t.Error("the terminal's mode was not given back")
	}
	// What was written last is on its way: a mark of our own follows it.
	_, _ = x.tty.WriteString("END OF RUN")
	x.wait("END OF RUN")
	x.mu.Lock()
	defer x.mu.Unlock()
	raw := x.raw.String()
	for _, p := range [][2]string{{"\x1b[?1049h", "\x1b[?1049l"}, {"\x1b[?25l", "\x1b[?25h"}, {"\x1b[?2026h", "\x1b[?2026l"}} {
		on, off := strings.LastIndex(raw, p[0]), strings.LastIndex(raw, p[1])
		if on < 0 || off < on {
			x.t.Errorf("%q at %d, its end %q at %d", p[0], on, p[1], off)
		}
	}
	return err
}
