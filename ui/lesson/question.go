package lesson

import (
	"fmt"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// asked is a question's heading: open, locked, or graded.
func (b *board) asked(word string, st lessons.Status) {
	g := b.t.G
	switch st {
	case lessons.Held:
		b.pill(draw.In(draw.Data), g.Done+" "+word, draw.T(draw.In(draw.Data).B(), "right"))
	case lessons.Broken:
		b.pill(draw.In(draw.Err), g.Drop+" "+word, draw.T(draw.In(draw.Err).B(), "not so"))
	case lessons.Locked:
		b.pill(draw.In(draw.Action), g.Ask+" "+word, draw.T(muted, "locked"))
	case lessons.Done:
		b.pill(draw.In(draw.Muted), g.Ask+" "+word, draw.T(muted, "skipped"))
	default:
		b.pill(draw.In(draw.Action), g.Ask+" "+word)
	}
}

// predict writes a question about what comes next. Once it is graded the
// answers give way to the one that was chosen; the verdict stands below, after
// the beats that brought it and what is to be read about them, so that it is in
// sight when it comes.
func (b *board) predict(it *lessons.Item, e *lessons.Predict) {
	b.asked("PREDICT", it.Status)
	b.wrap(0, marked(plain, e.Ask)...)
	if graded(it) {
		if it.Chosen >= 0 && it.Chosen < len(e.Choices) {
			b.wrap(2, append([]draw.Ink{draw.T(muted, "you said "+letter(it.Chosen)+" ")}, marked(muted, e.Choices[it.Chosen].Say)...)...)
		}
		b.owed = it
		return
	}
	for i, c := range e.Choices {
		b.choice(it, i, c.Say, "")
	}
	if it.Status == lessons.Locked {
		when := "locked: see what happens next"
		if e.AfterStep {
			when = "locked: see how this step ends"
		}
		b.wrap(0, draw.T(muted, when))
	}
}

// verdict says what a prediction was worth, and why.
func (b *board) verdict() {
	it := b.owed
	if it == nil {
		return
	}
	b.owed = nil
	b.page.Gap()
	e := it.Element.(*lessons.Predict)
	for i, c := range e.Choices {
		if i == it.Truth || i == it.Chosen {
			b.choice(it, i, c.Say, c.Why)
		}
	}
}

// observe writes a question about what is to be seen now.
func (b *board) observe(it *lessons.Item, e *lessons.Observe) {
	b.asked("OBSERVE", it.Status)
	b.wrap(0, marked(plain, e.Ask)...)
	for i, c := range e.Choices {
		b.choice(it, i, c, "")
	}
	if it.Answer != "" && graded(it) && (it.Truth < 0 || it.Truth >= len(e.Choices)) {
		b.wrap(2, draw.T(muted, "the lab says "), draw.T(draw.In(draw.Data).B(), it.Answer))
	}
}

func graded(it *lessons.Item) bool {
	return it.Status == lessons.Held || it.Status == lessons.Broken
}

// choice writes answer i: with the cursor while the question is open, with
// what it was worth once it is graded.
func (b *board) choice(it *lessons.Item, i int, say, why string) {
	g := b.t.G
	sign, st, mark := " ", plain, muted
	switch {
	case graded(it) && i == it.Truth:
		sign, st, mark = g.Done, bold, draw.In(draw.Data).B()
	case graded(it) && i == it.Chosen:
		sign, mark = g.Drop, draw.In(draw.Err).B()
	case graded(it), it.Status == lessons.Done:
		st = muted
	case it.Status == lessons.Locked && i == it.Chosen:
		sign, st, mark = g.Select, bold, key
	case it.Status == lessons.Locked:
		st = muted
	case it.Status == lessons.Next && i == b.chosen:
		sign, st, mark = g.Select, bold, key
	}
	head := []draw.Ink{draw.T(mark, sign+" "), draw.T(mark, letter(i)), draw.T(plain, "  ")}
	b.wrap(5, append(head, marked(st, say)...)...)
	if why != "" {
		b.wrap(5, indented(5, marked(muted, why))...)
	}
}

// letter is the key of answer i.
func letter(i int) string { return string(rune('a' + i%26)) }

// challenge writes a goal, and the hints asked for so far.
func (b *board) challenge(it *lessons.Item, e *lessons.Challenge) {
	g := b.t.G
	switch it.Status {
	case lessons.Held:
		b.pill(draw.In(draw.Data), g.Done+" CHALLENGE", draw.T(draw.In(draw.Data).B(), "won"))
	case lessons.Broken, lessons.Done:
		b.pill(draw.In(draw.Muted), g.Step+" CHALLENGE", draw.T(muted, "not won"))
	default:
		b.pill(draw.In(draw.Action), g.Step+" CHALLENGE")
	}
	b.wrap(0, marked(plain, e.Goal)...)
	for i, hint := range e.Hints[:min(max(it.Hints, 0), len(e.Hints))] {
		b.wrap(2, append([]draw.Ink{draw.T(muted, fmt.Sprintf("%d ", i+1))}, marked(plain, hint)...)...)
	}
	if left := len(e.Hints) - it.Hints; left > 0 && it.Status == lessons.Next {
		b.wrap(0, draw.T(key, "H"), draw.T(muted, fmt.Sprintf(" gives hint %d of %d", it.Hints+1, len(e.Hints))))
	}
}
