// Package tty stands between Bubble Tea and the terminal: it joins what the
// terminal sent in pieces, deletes late answers, and shows frames whole.
package tty

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
	"unicode/utf8"
)

// rest is how long the rest of a begun escape sequence may take. A lone
// escape key waits this long.
const rest = 25 * time.Millisecond

const esc = 0x1b

// ErrHangup says that nobody is at the other end of the terminal any more.
// Bubble Tea would take an end of input for silence and run on for ever.
var ErrHangup = errors.New("the terminal has been hung up")

// In is a terminal's input. It embeds the file, so that Bubble Tea still finds
// the terminal behind it. One goroutine reads.
type In struct {
	*os.File
	more func(*os.File, time.Duration) bool // tells whether a byte comes in time
	sift sift
}

// NewIn wraps a terminal's input.
func NewIn(f *os.File) *In { return &In{File: f, more: readable} }

// Read reads what there is, waits for the rest of a begun sequence, and leaves
// out the terminal's answers to questions. It may return 0 and no error.
func (in *In) Read(p []byte) (int, error) {
	off := in.sift.unread(p)
	n, err := in.File.Read(p[off:])
	n += off
	for err == nil && n < len(p) && in.sift.partial(p[:n]) && in.more(in.File, rest) {
		var m int
		m, err = in.File.Read(p[n:])
		n += m
	}
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, syscall.EIO):
		return 0, ErrHangup
	case err != nil:
		return 0, err
	}
	return in.sift.keep(p[:n]), nil
}

// place is where in an escape sequence the input stands.
type place int

const (
	ground place = iota
	escape
	control  // CSI, ESC [
	function // ESC [ [, the Linux console's function keys
	shift3   // SS3, ESC O
	command  // OSC, ESC ]
)

// step moves on by one byte.
func (s place) step(b byte) place {
	switch s {
	case ground, escape:
		switch {
		case b == esc:
			return escape
		case s == ground:
			return ground
		case b == '[':
			return control
		case b == 'O':
			return shift3
		case b == ']':
			return command
		}
		return ground
	case control:
		if b == '[' {
			return function
		}
		if b >= 0x20 && b < 0x40 {
			return control
		}
		return ground.step(b)
	case command:
		if b == '\a' {
			return ground
		}
		if b == esc {
			return escape // ESC \ ends a command; the backslash is found there
		}
		return command
	}
	return ground
}

// partial tells whether bytes end inside an escape sequence or a rune.
func (s *sift) partial(b []byte) bool {
	at := ground
	if s.inside {
		at = command
	}
	for _, c := range b {
		at = at.step(c)
	}
	if at != ground {
		return true
	}
	for i := 1; i <= min(len(b), utf8.UTFMax); i++ {
		if tail := b[len(b)-i:]; utf8.RuneStart(tail[0]) {
			return !utf8.FullRune(tail)
		}
	}
	return false
}
