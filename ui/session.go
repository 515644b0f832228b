package ui

import (
	"context"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lessons"
)

// Session is a lesson being played; *lessons.Runner is one. No method but
// Close blocks.
type Session interface {
	Start(ctx context.Context)
	Do(lessons.Intent)
	View() *lessons.View      // never nil
	Lab() *lab.Lab            // nil until it is open; another one after a fresh start
	Changed() <-chan struct{} // a value after the view or the lab has changed
	Close() error
}

// World is what the window reads of a lab; *lab.Lab is one.
type World interface {
	Snapshot() *lab.Snapshot
	At(seq int) *lab.Snapshot
	Events(after int) []lab.Event
	Watch() (<-chan struct{}, func())
	Now() time.Duration
}

// worldOf is the session's lab; nil until it is open.
func worldOf(s Session) World {
	if l := s.Lab(); l != nil {
		return l
	}
	return nil
}
