//go:build unix

// Package keeper runs the program once more as its own child and waits. The
// child may live in another user namespace; whatever becomes of it, a panic
// or a kill, the keeper gives the terminal back.
package keeper

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// kept marks the child, which must not start a child again.
const kept = "STILLWIRE_KEPT"

// crashFD is where the child's crash report goes: on the screen it would be
// lost with the alternate screen.
const crashFD = 3

// Enter returns nil in the process that shall do the work. Where that takes a
// child it starts one and does not return: it ends with the child's exit code.
// A child is needed to draw, so that the terminal is given back, and to open
// labs where this process is not privileged: then it is made with attr.
func Enter(draw bool, privileged func() bool, attr func() *syscall.SysProcAttr) error {
	if inside() {
		return nil
	}
	var how *syscall.SysProcAttr
	if !privileged() {
		how = attr()
	} else if !draw {
		return nil
	}
	code, err := Run(how)
	if err == nil {
		os.Exit(code)
	}
	return err
}

// inside tells whether this process is the child; it then also sees to its
// crash report.
func inside() bool {
	if os.Getenv(kept) == "" {
		return false
	}
	if f := os.NewFile(crashFD, "crash"); f != nil {
		debug.SetCrashOutput(f, debug.CrashOptions{})
		f.Close()
	}
	return true
}

// Run starts the child in this process's session, process group and terminal,
// so that Ctrl-Z, fg and resizing just work, and answers its exit code: 128+n
// if signal n ended it. The error is that of starting it.
func Run(attr *syscall.SysProcAttr) (code int, err error) {
	// the death signal comes when the starting thread ends, not the process
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	crash, report, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer crash.Close()
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c := exec.Command(self, os.Args[1:]...)
	c.Env = append(os.Environ(), kept+"=1")
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.ExtraFiles = []*os.File{report}
	c.SysProcAttr = dieWith(attr)

	before, _ := term.GetState(os.Stdin.Fd())
	signals := make(chan os.Signal, 4)
	// the terminal sends INT and QUIT to both; the child answers them
	signal.Notify(signals, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	if err := c.Start(); err != nil {
		report.Close()
		return 0, err
	}
	report.Close()
	done := make(chan struct{})
	go func() {
		for {
			select {
			case s := <-signals:
				if s == syscall.SIGTERM || s == syscall.SIGHUP {
					c.Process.Signal(s)
				}
			case <-done:
				return
			}
		}
	}()
	text, _ := io.ReadAll(crash) // until the child has ended
	waited := c.Wait()
	close(done)
	code = exitCode(waited)
	if code >= 128 || len(text) > 0 {
		giveBack(before)
	}
	os.Stderr.Write(bytes.TrimRight(text, "\x00"))
	return code, nil
}

func exitCode(err error) int {
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return 0
	}
	if w, ok := ended.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal())
	}
	return ended.ExitCode()
}

// leave ends the alternate screen, shows the cursor, ends mouse reports,
// bracketed paste and synchronised output.
const leave = "\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m\r"

// giveBack repairs a terminal whose program could not.
func giveBack(before *term.State) {
	if before == nil {
		return
	}
	term.Restore(os.Stdin.Fd(), before)
	if term.IsTerminal(os.Stdout.Fd()) {
		io.WriteString(os.Stdout, leave)
	}
}
