package ui

import (
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// hints is the last row: the keys that act now, the nearest first, as many as
// fit whole, and always the way to the help.
func (a *App) hints(c *draw.Canvas, y int) {
	c.Fill(0, y, c.W, onBar, " ")
	end := c.W
	if key := a.helpKey(); key != "" {
		end -= len(key+" help") + 1
		hint(c, end, y, key, "help")
		end--
	}
	x := 1
	for _, h := range a.hintList() {
		if w := draw.Width(h[0]) + 1 + draw.Width(h[1]); x+w < end {
			x = hint(c, x, y, h[0], h[1]) + 2
		}
	}
}

func (a *App) helpKey() string {
	switch {
	case a.help:
		return ""
	case a.entry.on:
		return "F1"
	}
	return "?"
}

func hint(c *draw.Canvas, x, y int, key, text string) int {
	x = c.Put(x, y, draw.In(draw.Action).B().Bar(), key)
	return c.Put(x+1, y, onBar, text)
}

// hintList is pairs of key and word.
func (a *App) hintList() [][2]string {
	var list [][2]string
	if word := a.nextWord(); word != "" && !a.help && !a.entry.on {
		list = append(list, [2]string{"n", word})
	}
	for _, where := range a.places() {
		for i := range keyTable {
			if b := &keyTable[i]; b.hint != "" && b.in&where != 0 && a.holds(b) && (b.idle == nil || !b.idle(a)) {
				list = append(list, [2]string{b.shown(), b.hint})
			}
		}
	}
	if a.entry.on && !a.help {
		return list
	}
	if a.skipWord() != "" && !a.help {
		list = append(list, [2]string{"N", a.skipWord()})
	}
	if a.session != nil && !a.help {
		list = append(list, [2]string{"tab", "pane"}, [2]string{"q", a.quitWord()})
	}
	if a.past != live {
		list = append([][2]string{{".", "now"}}, list...)
	}
	if a.session != nil && !a.help && (a.zoomed || a.guest != NoPane && a.rects.Pane[Wire].Empty()) {
		list = append([][2]string{{"esc", "back"}}, list...)
	}
	return list
}

// nextWord is what n does with this prompt; "" if nothing.
func (a *App) nextWord() string {
	if a.session == nil {
		return ""
	}
	switch a.live.View.Prompt.Kind {
	case lessons.Continue:
		return "next"
	case lessons.YourTurn:
		return "do it for me"
	case lessons.StepDone:
		return "next step"
	}
	return ""
}

// skipWord is what N does with this prompt; "" if nothing.
func (a *App) skipWord() string {
	if a.session == nil {
		return ""
	}
	switch a.live.View.Prompt.Kind {
	case lessons.Answer, lessons.Try:
		return "skip"
	}
	return ""
}

func (a *App) quitWord() string {
	if a.shelved {
		return "shelf"
	}
	return "quit"
}
