package ui

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/termguard"
	"github.com/stillwire/stillwire/ui/tty"
)

// askLimit is how long the terminal may take to tell its background.
const askLimit = 150 * time.Millisecond

// Config is what the window is opened with.
type Config struct {
	Lessons []*lessons.Lesson // the shelf, in order
	Start   *lessons.Lesson   // straight into this one; nil = the shelf first
	Engines []Engine          // those that work here, the first is taken; a key changes it
	Dark    *bool             // the background; nil = find out
	ASCII   bool              // no signs beyond ASCII, whatever the terminal can show
	In, Out *os.File          // the terminal; nil = standard input and output

	// Play makes the session of a lesson; nil = a lessons.Runner on the engine.
	Play func(*lessons.Lesson) Session
}

// Engine is a stack that lessons can be played on.
type Engine struct {
	Name string         // as on the command line
	Open lessons.Opener // a fresh lab for a lesson
}

// Run shows the window until the student quits, ctx ends, or SIGTERM or SIGHUP
// arrives. The terminal is given back in every case, panics too. It returns
// nil when the window ended as asked, ctx's error when ctx ended it, and else
// what failed.
func Run(ctx context.Context, c Config) error {
	termguard.Restore()
	if c.In == nil {
		c.In = os.Stdin
	}
	if c.Out == nil {
		c.Out = os.Stdout
	}
	dark := isDark(c.Dark, os.Getenv, func() (bool, bool) { return tty.Background(c.In, c.Out, askLimit) })
	theme := chooseTheme(os.Getenv, dark, c.ASCII)

	// Bubble Tea ends on its first SIGTERM but then leaves the signal to its
	// default: a second one, which the death of a keeper with many threads
	// sends, would end us before the terminal is given back.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGTERM)
	// It does not end on SIGHUP at all.
	inner, hangup := signal.NotifyContext(ctx, syscall.SIGHUP)
	defer hangup()
	inner, stop := context.WithCancel(inner)
	defer stop()

	b := newBridge()
	app := newApp(inner, c, theme, b.follow)
	p := tea.NewProgram(app, tea.WithAltScreen(), tea.WithFPS(120),
		tea.WithInput(tty.NewIn(c.In)), tea.WithOutput(tty.NewOut(c.Out)))
	var pump sync.WaitGroup
	pump.Go(func() { b.run(inner, p.Send) })
	// asked to quit rather than cancelled: only so does Bubble Tea wait for
	// its reader before it closes what that reads from
	defer context.AfterFunc(inner, p.Quit)()
	_, err := p.Run()
	hungUp := ctx.Err() == nil && inner.Err() != nil
	stop()
	pump.Wait()

	var closed error
	if app.session != nil {
		closed = app.session.Close()
	}
	switch {
	case app.fault != nil:
		err = app.fault
	case ctx.Err() != nil:
		err = ctx.Err()
	case hungUp, errors.Is(err, tea.ErrInterrupted), errors.Is(err, tty.ErrHangup):
		err = nil // asked to end
	}
	return errors.Join(err, closed)
}
