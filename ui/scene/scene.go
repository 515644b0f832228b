// Package scene is what the window gets to draw: values only, no calls.
package scene

import (
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// Scene is one moment of the screen. Panes are pure functions of it.
type Scene struct {
	Snap   *lab.Snapshot // never nil
	View   *lessons.View // never nil in a lesson
	Now    time.Duration // the lab's clock, by which timers run down; in the past that of Snap
	Last   int           // newest event; Snap.Seq < Last means the past is on show
	Events []Moment      // the timeline, oldest first

	Chosen   int  // the answer under the cursor, not yet locked
	Checks   bool // every expectation stands in the lesson, those that hold too
	Selected int  // the packet under the cursor; 0 = none

	Signs *draw.Glyphs // the theme's, for titles; nil = draw.Unicode
}

// G is the signs that titles are written with.
func (s *Scene) G() *draw.Glyphs {
	if s.Signs == nil {
		return &draw.Unicode
	}
	return s.Signs
}

// Moment is one event on the timeline.
type Moment struct {
	Seq  int
	Role draw.Role
}

// Pane is a rectangle of the screen: its title, what stands right in the
// title, and its inside. Draw must be pure.
type Pane interface {
	// Title is the name after the pane's number, and the state at its right.
	Title(s *Scene) (name string, right []Ink)
	// Draw paints the inside, all of the canvas; scroll is rows from the top
	// (each pane clamps it) and more says how many rows there are in all.
	Draw(s *Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) (rows int)
}

// Narrower is a Pane that has a shorter right end for its title, for when the
// one that Title gives does not fit.
type Narrower interface {
	Narrow(s *Scene) []Ink
}

// Ink is a run of text in one style.
type Ink = draw.Ink
