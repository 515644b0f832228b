// Package lesson draws the step that is being played: what to read, what was
// done, what is asked, and what the student can do now.
package lesson

import (
	"fmt"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
)

type pane struct{}

// New makes the pane.
func New() scene.Pane { return pane{} }

var (
	plain = draw.Style{}
	bold  = draw.Style{Bold: true}
	muted = draw.In(draw.Muted)
	key   = draw.In(draw.Action).B()
)

// Title says which step of how many.
func (pane) Title(s *scene.Scene) (string, []scene.Ink) {
	if s.View == nil || s.View.Lesson == nil || len(s.View.Lesson.Steps) == 0 {
		return "LESSON", nil
	}
	return "LESSON", []scene.Ink{draw.T(muted, fmt.Sprintf("%d/%d", s.View.Step+1, len(s.View.Lesson.Steps)))}
}

// Draw paints the step from top to bottom; a negative scroll keeps its end,
// where the student's turn stands, in sight.
func (pane) Draw(s *scene.Scene, c *draw.Canvas, t *draw.Theme, scroll int, small bool) int {
	b := &board{v: s.View, t: t, w: c.W, chosen: s.Chosen, checks: s.Checks}
	if b.v == nil || b.v.Lesson == nil {
		b.page.Add(draw.T(muted, "no lesson is open"))
		return b.page.Show(c, t, scroll)
	}
	b.head()
	for i := range b.v.Items {
		b.item(i)
	}
	b.verdict()
	b.notice()
	b.prompt()
	for n := len(b.page.Rows); n > 0 && len(b.page.Rows[n-1].Left) == 0; n-- {
		b.page.Rows = b.page.Rows[:n-1]
	}
	return b.page.Show(c, t, scroll)
}

// board is the drawing of one step.
type board struct {
	page   draw.Page
	v      *lessons.View
	t      *draw.Theme
	w      int
	chosen int
	checks bool
	owed   *lessons.Item // a prediction whose verdict follows the beats it was about
}

func (b *board) wrap(hang int, inks ...draw.Ink) { b.page.Wrap(b.w, hang, inks...) }

// pill is a heading that asks for something, and a word beside it.
func (b *board) pill(st draw.Style, text string, beside ...draw.Ink) {
	inks := []draw.Ink{draw.T(st.P(), " "+text+" ")}
	if len(beside) > 0 {
		inks = append(append(inks, draw.T(plain, " ")), beside...)
	}
	b.page.Add(inks...)
}

// head is the lesson's opening, on the first step, and the step's title.
func (b *board) head() {
	v := b.v
	if v.Step < 0 || v.Step >= len(v.Lesson.Steps) {
		return
	}
	if v.Step == 0 && len(v.Lesson.Intro) > 0 {
		b.blocks(v.Lesson.Intro)
		b.page.Gap()
	}
	b.wrap(0, draw.T(bold, v.Lesson.Steps[v.Step].Title))
}

// item writes one element; beats stand close together, and so do
// expectations, all else has air around it.
func (b *board) item(i int) {
	it := &b.v.Items[i]
	switch it.Element.(type) {
	case *lessons.Predict, *lessons.Observe, *lessons.Challenge:
		b.verdict()
	}
	if i == 0 || !sameKind(b.v.Items[i-1].Element, it.Element) {
		b.page.Gap()
	}
	switch e := it.Element.(type) {
	case *lessons.Prose:
		b.blocks(e.Blocks)
	case *lessons.Shown:
		b.shown(e)
	case *lessons.Beat:
		if it.Status != lessons.Next || b.v.Prompt.Beat != e { // else the prompt shows it
			b.beat(it, e)
		}
	case *lessons.Expect:
		b.expect(it, e)
	case *lessons.Predict:
		b.predict(it, e)
	case *lessons.Observe:
		b.observe(it, e)
	case *lessons.Challenge:
		b.challenge(it, e)
	}
}

func sameKind(a, b lessons.Element) bool {
	switch a.(type) {
	case *lessons.Beat:
		_, ok := b.(*lessons.Beat)
		return ok
	case *lessons.Expect:
		_, ok := b.(*lessons.Expect)
		return ok
	}
	return false
}
