package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// shelf is the first screen: the list of lessons.
type shelf struct {
	at  int // the lesson under the cursor
	top int // the first lesson on show
}

func (a *App) pickLesson(by int) {
	a.shelf.at = min(max(a.shelf.at+by, 0), max(len(a.cfg.Lessons)-1, 0))
}

func (a *App) startLesson() tea.Cmd {
	if len(a.cfg.Lessons) == 0 {
		a.say("there is no lesson on the shelf")
		return nil
	}
	a.open(a.cfg.Lessons[a.shelf.at], true)
	return nil
}

// number is the lesson's place on the shelf, "02"; "" if it is not there.
func (a *App) number(l *lessons.Lesson) string {
	if i := slices.Index(a.cfg.Lessons, l); i >= 0 {
		return fmt.Sprintf("%02d ", i+1)
	}
	return ""
}

// drawShelf paints three rows a lesson: title and minutes, goal, a gap.
func (a *App) drawShelf(c *draw.Canvas) {
	const each = 3
	c.PutIn(2, 2, c.W-2, draw.In(draw.Muted), "Hold the wire still and see what the sockets do.")
	r := draw.Rect{X: 2, Y: 4, W: c.W - 4, H: c.H - 6}
	room := max(r.H/each, 1)
	a.shelf.top = min(max(a.shelf.top, a.shelf.at-room+1), a.shelf.at)
	if len(a.cfg.Lessons) == 0 {
		c.Put(r.X, r.Y, draw.In(draw.Muted), "No lesson is on the shelf.")
	}
	for i := a.shelf.top; i < min(a.shelf.top+room, len(a.cfg.Lessons)); i++ {
		y := r.Y + (i-a.shelf.top)*each
		l := a.cfg.Lessons[i]
		minutes := ""
		if l.Minutes > 0 {
			minutes = fmt.Sprintf("%d min", l.Minutes)
		}
		title := draw.Style{}
		if i == a.shelf.at {
			c.Put(r.X, y, draw.In(draw.Action).B(), a.theme.G.Select)
			title = title.B()
		}
		strip(c, r.X+2, y, r.W-2, a.theme,
			[]draw.Ink{draw.T(draw.In(draw.Muted), a.number(l)), draw.T(title, l.Title)},
			[]draw.Ink{draw.T(draw.In(draw.Muted), minutes)})
		strip(c, r.X+5, y+1, r.W-5, a.theme,
			[]draw.Ink{draw.T(draw.In(draw.Muted), strings.Join(strings.Fields(l.Goal), " "))}, nil)
	}
	if more := len(a.cfg.Lessons) - a.shelf.top - room; more > 0 {
		c.Put(r.X+2, c.H-2, draw.In(draw.Muted), fmt.Sprintf("%d more", more))
	}
	if a.notice != "" {
		c.Put(1, c.H-2, draw.In(draw.Action), a.notice)
	}
}
