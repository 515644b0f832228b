package lesson

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// notice is what just happened, or what went wrong.
func (b *board) notice() {
	if b.v.Notice == "" || b.v.Prompt.Kind == lessons.Stuck && b.v.Prompt.Text == b.v.Notice {
		return // the prompt says it
	}
	b.page.Gap()
	if b.v.Bad {
		b.wrap(2, draw.T(draw.In(draw.Err).B(), b.t.G.Drop+" "), draw.T(draw.In(draw.Err), b.v.Notice))
		return
	}
	b.wrap(0, draw.T(muted, b.v.Notice))
}

// keys are the student's keys by the deed they do.
var keys = map[string]string{"deliver": "r", "drop": "d", "duplicate": "u", "hold": "space", "free": "space"}

// prompt is what the student can do now, always last.
func (b *board) prompt() {
	p := b.v.Prompt
	b.page.Gap()
	switch p.Kind {
	case lessons.Busy:
		b.page.Add(draw.T(muted, "the lab is at work"+b.t.G.Ellipsis))
	case lessons.Continue:
		inks := []draw.Ink{draw.T(key, "n"), draw.T(muted, " plays")}
		if p.Beat != nil {
			inks = append(append(inks, draw.T(muted, ": ")), typed(p.Beat)...)
		}
		b.wrap(2, inks...)
	case lessons.YourTurn:
		b.yourTurn(p)
	case lessons.Answer:
		b.answer()
	case lessons.Try:
		b.wrap(0, draw.T(plain, "Act on the wire: "), draw.T(key, "r"), draw.T(muted, " release  "), draw.T(key, "d"),
			draw.T(muted, " drop  "), draw.T(key, "u"), draw.T(muted, " duplicate"))
		b.wrap(0, draw.T(key, "S"), draw.T(muted, " solves it for you, "), draw.T(key, "p"), draw.T(muted, " starts it again"))
	case lessons.StepDone:
		b.wrap(0, draw.T(key, "n"), draw.T(muted, " next step"), draw.T(plain, b.after()))
	case lessons.Finished:
		b.finished()
	case lessons.Stuck:
		b.pill(draw.In(draw.Err), b.t.G.Drop+" OFF THE ROAD")
		b.wrap(0, marked(plain, p.Text)...)
		b.wrap(0, draw.T(key, "p"), draw.T(muted, " this step again  "), draw.T(key, "ctrl+r"), draw.T(muted, " the lesson again"))
	}
}

// yourTurn says which key does what the lesson asks for.
func (b *board) yourTurn(p lessons.Prompt) {
	b.pill(draw.In(draw.Action), b.t.G.Step+" YOUR TURN")
	k := keys[p.Deed]
	if k == "" || p.Text == "" {
		b.wrap(0, marked(plain, p.Text)...)
		b.wrap(2, draw.T(key, "n"), draw.T(muted, " does it"))
		return
	}
	text := strings.TrimSuffix(p.Text, ".") + "."
	inks := []draw.Ink{draw.T(plain, "Press "), draw.T(key, k), draw.T(plain, " to ")}
	b.wrap(0, append(inks, marked(plain, lower(text))...)...)
	b.wrap(0, draw.T(key, "n"), draw.T(muted, " does it for you"))
}

// lower makes the first letter small, so that a sentence can go on with it.
func lower(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if next, _ := utf8.DecodeRuneInString(text[n:]); unicode.IsUpper(next) {
		return text // a name such as SYN
	}
	return string(unicode.ToLower(r)) + text[n:]
}

func (b *board) answer() {
	n := 0
	for _, it := range b.v.Items {
		if it.Status != lessons.Next {
			continue
		}
		switch e := it.Element.(type) {
		case *lessons.Predict:
			n = len(e.Choices)
		case *lessons.Observe:
			n = len(e.Choices)
		}
	}
	if n == 0 {
		b.wrap(0, draw.T(key, "i"), draw.T(muted, " type the answer, "), draw.T(key, "enter"), draw.T(muted, " locks; "),
			draw.T(key, "esc N"), draw.T(muted, " skips"))
		return
	}
	b.wrap(0, draw.T(key, "a"), draw.T(muted, " to "), draw.T(key, letter(n-1)),
		draw.T(muted, " choose, "), draw.T(key, "enter"), draw.T(muted, " locks"))
}

// after names the step that comes next.
func (b *board) after() string {
	if i := b.v.Step + 1; i > 0 && i < len(b.v.Lesson.Steps) {
		return ": " + b.v.Lesson.Steps[i].Title
	}
	return ""
}

// finished is the lesson's score.
func (b *board) finished() {
	v := b.v
	b.pill(draw.In(draw.Data), b.t.G.Done+" DONE")
	b.wrap(0, draw.T(bold, v.Lesson.Title))
	if v.Predicted > 0 {
		b.wrap(2, draw.T(draw.In(draw.Data).B(), fmt.Sprintf("%d of %d", v.Right, v.Predicted)), draw.T(plain, " predictions right"))
	}
	switch {
	case v.Missed > 0:
		b.wrap(2, draw.T(draw.In(draw.Err).B(), fmt.Sprintf("%d of %d", v.Missed, v.Expected)), draw.T(plain, " expectations did not hold"))
	case v.Expected > 0:
		b.wrap(2, draw.T(draw.In(draw.Data).B(), fmt.Sprintf("%d of %d", v.Expected, v.Expected)), draw.T(plain, " expectations held"))
	}
	b.wrap(0, draw.T(key, "q"), draw.T(muted, " to the shelf  "), draw.T(key, "p"), draw.T(muted, " back"))
}
