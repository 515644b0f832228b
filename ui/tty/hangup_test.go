//go:build unix

package tty

import (
	"errors"
	"testing"

	"github.com/creack/pty"
)

// A terminal whose other end is gone is an error, and no end of input: the
// window would run on for ever, seen by nobody.
func TestHangup(t *testing.T) {
	terminal, program, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	in := NewIn(program)
	if err := terminal.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Read(make([]byte, 16)); !errors.Is(err, ErrHangup) {
		t.Errorf("read: %v, want %v", err, ErrHangup)
	}
}
