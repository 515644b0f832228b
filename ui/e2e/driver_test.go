//go:build unix

// Package e2e runs the built program in a pseudo-terminal behind a terminal
// emulator: it presses keys and reads the screen, as a person would.
package e2e

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a screen may take to come, on a busy machine.
const patience = 30 * time.Second

// readSources opens every file that the program is built from: go test keeps a
// result for as long as the files that the test itself opened are the same.
func readSources(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return fs.SkipDir
		}
		if ext := filepath.Ext(path); !d.IsDir() && (ext == ".go" || ext == ".md" || ext == ".mod") {
			_, err = os.ReadFile(path)
		}
		return err
	})
}

var build = sync.OnceValues(func() (string, error) {
	if err := readSources("../.."); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "stillwire-e2e")
	if err != nil {
		return "", err
	}
	os.Chmod(dir, 0o755) // another user runs it too
	path := filepath.Join(dir, "stillwire")
	out, err := exec.Command("go", "build", "-o", path, "github.com/stillwire/stillwire").CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return path, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := build(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// binary is the program, built once.
func binary(t testing.TB) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal("build: ", err)
	}
	return path
}

// Term is a terminal with the program in it.
type Term struct {
	t    *testing.T
	cmd  *exec.Cmd
	file *os.File // the terminal's side of the pty
	mu   sync.Mutex
	emu  *vt.Emulator
	gone bool         // the cursor is hidden
	raw  bytes.Buffer // all that was written; read it only after done
	news chan struct{}
	done chan struct{} // the program has closed the terminal
}

// start runs the program in a terminal of cols by rows.
func start(t *testing.T, cols, rows int, args ...string) *Term {
	t.Helper()
	return startCommand(t, exec.Command(binary(t), args...), cols, rows)
}

func startCommand(t *testing.T, cmd *exec.Cmd, cols, rows int) *Term {
	t.Helper()
	cmd.Env = append(cmd.Env, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "HOME="+t.TempDir(), "PATH="+os.Getenv("PATH"))
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		t.Fatal(err)
	}
	m := &Term{t: t, cmd: cmd, file: file, emu: vt.NewEmulator(cols, rows), news: make(chan struct{}, 1), done: make(chan struct{})}
	m.emu.SetCallbacks(vt.Callbacks{CursorVisibility: func(visible bool) { m.gone = !visible }})
	go io.Copy(file, m.emu) // the emulator's answers; without a reader it would block
	go m.read()
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		file.Close()
	})
	return m
}

func (m *Term) read() {
	defer close(m.done)
	buf := make([]byte, 32<<10)
	var held []byte
	for {
		n, err := m.file.Read(buf)
		m.mu.Lock()
		m.raw.Write(buf[:n])
		held = append(held, buf[:n]...)
		ready := whole(held)
		if err != nil {
			ready = len(held)
		}
		m.emu.Write(held[:ready])
		held = held[ready:]
		m.mu.Unlock()
		select {
		case m.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// whole is how much of the output a terminal with synchronised output (mode
// 2026) shows: no part of a frame. The emulator would show half of one.
func whole(b []byte) int {
	begin, end := []byte("\x1b[?2026h"), []byte("\x1b[?2026l")
	open := bytes.LastIndex(b, begin)
	if open >= 0 && !bytes.Contains(b[open:], end) {
		return open
	}
	if esc := bytes.LastIndexByte(b, 0x1b); esc >= 0 && bytes.HasPrefix(begin, b[esc:]) && len(b)-esc < len(begin) {
		return esc // perhaps the beginning of one
	}
	return len(b)
}

// Screen is what stands on the screen now.
func (m *Term) Screen() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.emu.String()
}

// Until waits for a screen.
func (m *Term) Until(what string, is func(screen string) bool) string {
	m.t.Helper()
	late := time.After(patience)
	for {
		if s := m.Screen(); is(s) {
			return s
		}
		select {
		case <-m.news:
		case <-m.done:
			if s := m.Screen(); is(s) {
				return s
			}
			m.t.Fatalf("the program ended before: %s\n%s", what, m.Screen())
		case <-late:
			m.t.Fatalf("waited in vain: %s\n%s", what, m.Screen())
		}
	}
}

// Shows waits until all of these stand on the screen.
func (m *Term) Shows(want ...string) string {
	m.t.Helper()
	return m.Until("the screen shows "+strings.Join(want, " | "), func(s string) bool {
		for _, w := range want {
			if !strings.Contains(s, w) {
				return false
			}
		}
		return true
	})
}

// Lost waits until none of these stands on the screen.
func (m *Term) Lost(unwanted ...string) string {
	m.t.Helper()
	return m.Until("the screen no longer shows "+strings.Join(unwanted, " | "), func(s string) bool {
		for _, w := range unwanted {
			if strings.Contains(s, w) {
				return false
			}
		}
		return true
	})
}

// Keys presses keys.
func (m *Term) Keys(keys ...string) {
	m.t.Helper()
	for _, k := range keys {
		if _, err := m.file.WriteString(k); err != nil {
			m.t.Fatal(err)
		}
	}
}

// Resize changes the terminal's size, the emulator first.
func (m *Term) Resize(cols, rows int) {
	m.mu.Lock()
	m.emu.Resize(cols, rows)
	m.mu.Unlock()
	if err := pty.Setsize(m.file, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		m.t.Fatal(err)
	}
}

// Ends waits for the program's end and answers its exit code.
func (m *Term) Ends() int {
	m.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	ended := make(chan struct{})
	go func() { m.cmd.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-ctx.Done():
		m.t.Fatalf("the program does not end\n%s", m.Screen())
	}
	if w := m.cmd.ProcessState.Sys().(syscall.WaitStatus); w.Signaled() {
		return 128 + int(w.Signal())
	}
	return m.cmd.ProcessState.ExitCode()
}

// GivenBack waits for the main screen and the cursor.
func (m *Term) GivenBack() {
	m.t.Helper()
	m.Until("the main screen and the cursor are back", func(string) bool {
		m.mu.Lock()
		defer m.mu.Unlock()
		return !m.emu.IsAltScreen() && !m.gone
	})
}

// Cooked checks, once nobody has the terminal open any more, that it is as it
// was: screen, cursor, lines edited and echoed.
func (m *Term) Cooked() {
	m.t.Helper()
	select {
	case <-m.done:
	case <-time.After(patience):
		m.t.Fatalf("somebody still has the terminal open\n%s", m.Screen())
	}
	m.GivenBack()
	state, err := term.GetState(m.file.Fd())
	if err != nil {
		m.t.Fatal(err)
	}
	const icanon, echo = 0x2, 0x8 // termios(3)
	if state.Termios.Lflag&icanon == 0 || state.Termios.Lflag&echo == 0 {
		m.t.Errorf("the terminal is still raw: local flags %#x", state.Termios.Lflag)
	}
}
