package ui

import (
	"fmt"
	"strings"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// strip writes one row of w columns from (x, y): the right end whole, the left
// one cut where they meet.
func strip(c *draw.Canvas, x, y, w int, t *draw.Theme, left, right []draw.Ink) {
	row := draw.NewCanvas(w, 1)
	row.Row(0, t, draw.Row{Left: left, Right: right})
	c.Blit(x, y, row)
}

var onBar = draw.In(draw.Bar).Bar()

// header is the first row: where we are, and how the wire and the time stand.
func (a *App) header(c *draw.Canvas) {
	c.Fill(0, 0, c.W, onBar, " ")
	x := c.Put(0, 0, draw.In(draw.Action).P(), " stillwire ")
	if a.session == nil {
		c.Put(x, 0, onBar, " shelf")
		return
	}
	right := a.standing(c.W)
	end := c.W - draw.InkWidth(right)
	c.Inks(end, 0, c.W, right...)
	at, of := a.shown.View.Step+1, len(a.lesson.Steps)
	steps := fmt.Sprintf(" %d/%d ", at, of)
	if a.rects.Class != S {
		steps = fmt.Sprintf("  step %d/%d ", at, of)
	}
	room := end - x - 1 - draw.Width(steps)
	marks := a.marks(at-1, of)
	if len(marks) > 0 && room-of >= 26 {
		room -= of
	} else {
		marks = nil
	}
	road := " lesson " + a.theme.G.Road + " " + a.number(a.lesson) + a.lesson.Title
	if draw.Width(road) > room {
		road = draw.Cut(road, max(room, 0), a.theme.G.Ellipsis)
	}
	x = c.PutIn(x, 0, end-1, onBar, road)
	x = c.PutIn(x, 0, end-1, draw.In(draw.Muted).Bar(), steps)
	c.Inks(x, 0, end-1, marks...)
}

// marks is one sign for each step: done, current, to come.
func (a *App) marks(at, of int) []draw.Ink {
	g := a.theme.G
	var inks []draw.Ink
	for i := range of {
		switch {
		case i < at || a.shown.View.Ended:
			inks = append(inks, draw.T(onBar, g.Event))
		case i == at:
			inks = append(inks, draw.T(draw.In(draw.Action).Bar(), g.Cursor))
		default:
			inks = append(inks, draw.T(draw.In(draw.Muted).Bar(), g.Next))
		}
	}
	return inks
}

// standing is the header's right end.
func (a *App) standing(w int) []draw.Ink {
	var inks []draw.Ink
	s := a.shown
	if n := len(s.Snap.Held()); n > 0 {
		inks = append(inks, draw.T(draw.In(draw.Flight).P(), fmt.Sprintf(" %s %d held ", a.theme.G.Held, n)))
	}
	if w >= mW && s.Snap.Stack != "" {
		inks = append(inks, draw.T(draw.In(draw.Muted).Bar(), "  "+s.Snap.Stack))
	}
	if len(inks) > 1 {
		inks = append(inks, draw.T(onBar, "  "))
	}
	if a.entry.on {
		inks = append(inks, draw.T(draw.In(draw.Action).P(), " INSERT "))
	}
	switch {
	case a.past != live:
		return append(inks, draw.T(draw.In(draw.Flight).P(), fmt.Sprintf(" PAST %d/%d ", s.Snap.Seq, s.Last)))
	case a.world == nil:
		return append(inks, draw.T(draw.In(draw.Muted).Bar(), " opening the lab "))
	}
	return append(inks, draw.T(draw.In(draw.Data).P(), " LIVE "))
}

// timeline is one row: every event of note at its place in the history.
func (a *App) timeline(c *draw.Canvas) {
	s := a.shown
	muted := draw.In(draw.Muted)
	from := c.Put(1, 0, muted, "0.000 ")
	right := []draw.Ink{
		draw.T(muted, fmt.Sprintf(" %.3f s", s.Snap.At.Seconds())),
		draw.T(draw.Style{}, fmt.Sprintf(" event %d/%d ", s.Snap.Seq, s.Last)),
	}
	end := c.W - draw.InkWidth(right)
	c.Inks(end, 0, c.W, right...)
	if end-from < 4 {
		return
	}
	c.Fill(from, 0, end, draw.In(draw.Faint), a.theme.G.Line)
	column := func(seq int) int { return from + (end-1-from)*seq/max(s.Last, 1) }
	for _, m := range s.Events {
		c.Put(column(m.Seq), 0, draw.In(m.Role), a.theme.G.Event)
	}
	c.Put(column(s.Snap.Seq), 0, draw.In(draw.Action).B(), a.theme.G.Cursor)
}

// log is the prompts' newest lines and, below them, what has to be said.
func (a *App) log(c *draw.Canvas) {
	v := a.shown.View
	room := c.H
	if said := a.said(); said != nil {
		room--
		c.Row(room, a.theme, draw.Row{Left: said})
	}
	lines := joined(v.Log)
	lines = lines[max(len(lines)-room, 0):]
	for i, l := range lines {
		a.logLine(c, i, l, i == len(lines)-1)
	}
}

// joined puts a result behind the line that it is the result of, if nothing
// stands between them.
func joined(log []lessons.LogLine) []lessons.LogLine {
	var out []lessons.LogLine
	for _, l := range log {
		if n := len(out) - 1; n >= 0 && l.Source == "" && out[n].Source != "" && out[n].Text == "" && out[n].Actor == l.Actor {
			out[n].Text, out[n].Bad = l.Text, l.Bad
			continue
		}
		out = append(out, l)
	}
	return out
}

// logLine is one line of a prompt: what was typed, and what came of it.
func (a *App) logLine(c *draw.Canvas, y int, l lessons.LogLine, newest bool) {
	actor := draw.In(say.ActorRole(l.Actor)).B()
	row := []draw.Ink{draw.T(actor, " "+l.Actor+" >>> "), draw.T(draw.Style{}, oneLine(l.Source)), draw.T(draw.Style{}, "  ")}
	if l.Source == "" {
		row = []draw.Ink{draw.T(actor, " "+l.Actor), draw.T(draw.Style{}, "     ")}
	}
	result := draw.In(draw.Muted)
	if l.Bad {
		result = draw.In(draw.Err)
	}
	text := oneLine(l.Text)
	if who := a.shown.Snap.Actor(l.Actor); text == "" && newest && who != nil && who.Parked != nil {
		text, result = "parked in "+who.Parked.Name+"()", draw.In(draw.Flight)
	}
	c.Row(y, a.theme, draw.Row{Left: append(row, draw.T(result, text))})
}

// said is what goes before the prompts: a line of ours, the answer being
// typed, or the lesson's own notice where its pane is off the screen.
func (a *App) said() []draw.Ink {
	v := a.shown.View
	switch {
	case a.notice != "":
		return []draw.Ink{draw.T(draw.In(draw.Action), " "+oneLine(a.notice))}
	case a.entry.on:
		return a.entry.row(a.theme)
	case v.Notice == "" || !a.rects.Pane[Lesson].Empty():
		return nil
	case v.Bad:
		return []draw.Ink{draw.T(draw.In(draw.Err).B(), " "+oneLine(v.Notice))}
	}
	return []draw.Ink{draw.T(draw.Style{}, " "+oneLine(v.Notice))}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
