//go:build linux || darwin

package ui

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/creack/pty"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lessons"
)

// toldSession tells a channel what it was told; its view changes by hand.
type toldSession struct {
	mu      sync.Mutex
	view    *lessons.View
	panics  bool
	did     chan lessons.Intent
	closed  chan struct{}
	changed chan struct{}
}

func (s *toldSession) Start(context.Context)    {}
func (s *toldSession) Do(i lessons.Intent)      { s.did <- i }
func (s *toldSession) Lab() *lab.Lab            { return nil }
func (s *toldSession) Changed() <-chan struct{} { return s.changed }
func (s *toldSession) Close() error             { close(s.closed); return nil }
func (s *toldSession) View() *lessons.View {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.panics {
		panic("a hole in the view")
	}
	return s.view
}

func told(l *lessons.Lesson, k lessons.PromptKind) *toldSession {
	return &toldSession{view: viewOf(l, k), did: make(chan lessons.Intent, 16), closed: make(chan struct{}), changed: make(chan struct{}, 1)}
}

func shelfOf(l *lessons.Lesson, s Session) Config {
	return Config{Lessons: []*lessons.Lesson{l}, Play: func(*lessons.Lesson) Session { return s }}
}

func TestRunFromShelfToQuit(t *testing.T) {
	x, l := newTerminal(t, 80, 24), handshake()
	s := told(l, lessons.Continue)
	x.run(t.Context(), shelfOf(l, s))
	x.wait("01 The three-way handshake", "enter start")
	x.typed("\r")
	x.wait("LESSON", "WIRE", "opening the lab")
	x.typed("n")
	if got := <-s.did; got != (lessons.Advance{}) {
		t.Errorf("n did %#v", got)
	}
	s.mu.Lock()
	s.view = viewOf(l, lessons.Answer)
	s.mu.Unlock()
	s.changed <- struct{}{}
	x.wait("What does accept()")
	x.typed("\x1b]11;rgb:1414/1414/1414\x1b\\") // a late answer is no key
	x.typed("c\r")
	if got := <-s.did; got != (lessons.Choose{Choice: 2}) {
		t.Errorf("c, enter did %#v", got)
	}
	if err := pty.Setsize(x.pty, &pty.Winsize{Cols: 60, Rows: 10}); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGWINCH)
	x.wait("stillwire needs 72x20; this is 60x10.")
	if err := pty.Setsize(x.pty, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGWINCH)
	x.wait("What does accept()", "? help")
	x.typed("q")
	<-s.closed
	x.wait("enter start")
	x.typed("q")
	if err := x.end(); err != nil {
		t.Errorf("Run says %v", err)
	}
	if n := len(s.did); n != 0 {
		t.Errorf("%d more deeds than keys", n)
	}
}

func TestRunEndsOnSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		x, l := newTerminal(t, 120, 40), handshake()
		s := told(l, lessons.Continue)
		c := shelfOf(l, s)
		c.Start = l
		x.run(t.Context(), c)
		x.wait("WIRE")
		if err := syscall.Kill(os.Getpid(), sig); err != nil {
			t.Fatal(err)
		}
		if err := x.end(); err != nil {
			t.Errorf("%v: Run says %v", sig, err)
		}
		<-s.closed
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	x, l := newTerminal(t, 80, 24), handshake()
	ctx, cancel := context.WithCancel(t.Context())
	x.run(ctx, shelfOf(l, told(l, lessons.Continue)))
	x.wait("enter start")
	cancel()
	if err := x.end(); !errors.Is(err, context.Canceled) {
		t.Errorf("Run says %v", err)
	}
}

// A panic in a goroutine of ours gives the terminal back and is an error.
func TestRunSurvivesAPanic(t *testing.T) {
	x, l := newTerminal(t, 80, 24), handshake()
	s := told(l, lessons.Continue)
	c := shelfOf(l, s)
	c.Start = l
	x.run(t.Context(), c)
	x.wait("WIRE")
	s.mu.Lock()
	s.panics = true
	s.mu.Unlock()
	s.changed <- struct{}{}
	if err := x.end(); err == nil || !strings.Contains(err.Error(), "a hole in the view") {
		t.Errorf("Run says %v", err)
	}
}
