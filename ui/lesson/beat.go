package lesson

import (
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

// expect writes each expectation with what has become of it.
func (b *board) expect(it *lessons.Item, e *lessons.Expect) {
	g := b.t.G
	for i, x := range e.Exprs {
		status, saw := lessons.Next, ""
		if i < len(it.Held) {
			status = it.Held[i]
		}
		if i < len(it.Saw) {
			saw = it.Saw[i]
		}
		switch status {
		case lessons.Held:
			b.wrap(2, draw.T(draw.In(draw.Data), g.Done+" "), draw.T(plain, x.Text))
		case lessons.Broken:
			b.wrap(2, draw.T(draw.In(draw.Err).B(), g.Drop+" "), draw.T(plain, x.Text))
			if saw != "" {
				b.wrap(4, indented(2, []draw.Ink{draw.T(draw.In(draw.Err), "found "+saw)})...)
			}
		default:
			b.wrap(2, draw.T(muted, g.Todo+" "+x.Text))
		}
	}
}
