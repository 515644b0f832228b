package tty

import (
	"os"
	"sync"
)

// Out is a terminal's output. Every write is one synchronised update (mode
// 2026), so that a frame never shows in halves; terminals without the mode
// ignore it. It embeds the file, so that Bubble Tea still finds the terminal.
// Several goroutines may write: Bubble Tea sets the window's title beside its
// renderer.
type Out struct {
	*os.File
	mu  sync.Mutex
	buf []byte
}

// NewOut wraps a terminal's output.
func NewOut(f *os.File) *Out { return &Out{File: f} }

const (
	begin = "\x1b[?2026h"
	end   = "\x1b[?2026l"
)

// Write writes p whole, as one update; it returns len(p), or how much of p
// was written before the error.
func (o *Out) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.buf = append(append(append(o.buf[:0], begin...), p...), end...)
	n, err := o.File.Write(o.buf)
	return min(max(n-len(begin), 0), len(p)), err
}

// WriteString is Write; without it the embedded file's would be used.
func (o *Out) WriteString(s string) (int, error) { return o.Write([]byte(s)) }
