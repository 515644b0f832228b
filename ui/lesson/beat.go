package lesson

import (
	"fmt"
	"strings"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// typed is a beat as it stands at its actor's prompt.
func typed(e *lessons.Beat) []draw.Ink {
	return []draw.Ink{
		draw.T(draw.In(say.ActorRole(e.Actor)).B(), e.Actor),
		draw.T(muted, " >>> "),
		draw.T(plain, strings.TrimRight(e.Source, "\n")),
	}
}

// beat writes what was typed, what it printed, and whether it blocks.
func (b *board) beat(it *lessons.Item, e *lessons.Beat) {
	g := b.t.G
	sign := draw.T(draw.In(draw.Data), g.Done+" ")
	switch it.Status {
	case lessons.Next:
		sign = draw.T(key, g.Step+" ")
	case lessons.Running:
		sign = draw.T(draw.In(draw.Flight), g.Opening+" ")
	case lessons.Broken:
		sign = draw.T(draw.In(draw.Err).B(), g.Drop+" ")
	}
	b.wrap(4, append([]draw.Ink{sign}, typed(e)...)...)
	if it.Printed != "" {
		st := draw.In(draw.Data)
		if it.Status == lessons.Broken {
			st = draw.In(draw.Err)
		}
		text := strings.ReplaceAll(strings.TrimRight(it.Printed, "\n"), "\n", "\n  ")
		b.wrap(2, indented(2, []draw.Ink{draw.T(st, text)})...)
	}
	if it.Blocked != "" {
		b.wrap(2, indented(2, []draw.Ink{draw.T(draw.In(draw.Flight), "parked in "+it.Blocked)})...)
	}
}

// expect writes those expectations that do not hold, and how many do: a
// student who sees nine that hold has not seen anything else.
func (b *board) expect(it *lessons.Item, e *lessons.Expect) {
	g := b.t.G
	held := 0
	for i, x := range e.Exprs {
		switch status, saw := expected(it, i); {
		case status == lessons.Held && !b.checks:
			held++
		case status == lessons.Held:
			b.wrap(2, draw.T(draw.In(draw.Data), g.Done+" "), draw.T(plain, x.Text))
		case status == lessons.Broken:
			b.wrap(2, draw.T(draw.In(draw.Err).B(), g.Drop+" "), draw.T(plain, x.Text))
			if saw != "" {
				b.wrap(4, indented(2, []draw.Ink{draw.T(draw.In(draw.Err), "found "+saw)})...)
			}
		default:
			b.wrap(2, draw.T(muted, g.Todo+" "+x.Text))
		}
	}
	if held > 0 {
		b.wrap(2, draw.T(draw.In(draw.Data), g.Done+" "), draw.T(muted, checked(held)+", "), draw.T(key, "x"), draw.T(muted, " shows"))
	}
}

func checked(n int) string {
	if n == 1 {
		return "1 check holds"
	}
	return fmt.Sprintf("%d checks hold", n)
}

// expected is what has become of expectation i, and what was found instead.
func expected(it *lessons.Item, i int) (st lessons.Status, saw string) {
	st = lessons.Next
	if i < len(it.Held) {
		st = it.Held[i]
	}
	if i < len(it.Saw) {
		saw = it.Saw[i]
	}
	return st, saw
}
