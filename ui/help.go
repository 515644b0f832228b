package ui

import "github.com/stillwire/stillwire/ui/draw"

// helpBlocks are the help's groups by column.
var helpBlocks = [2][]string{{gMove, gWindow, gShelf}, {gWire, gLesson, gTime}}

// helpColumn is one column of the help, written from the key table.
func helpColumn(groups []string, shelf bool) []draw.Row {
	var p draw.Page
	for _, group := range groups {
		if (group == gShelf) != shelf && group != gWindow {
			continue
		}
		p.Gap()
		p.Add(draw.T(draw.In(draw.Muted), group))
		for i := range keyTable {
			b := &keyTable[i]
			if b.group != group || shelf && b.in&(onShelf|everywhere) == 0 {
				continue
			}
			key := b.shown()
			pad := max(11-draw.Width(key), 1)
			p.Add(draw.T(draw.In(draw.Action), key), draw.T(draw.Style{}, "            "[:pad]+b.help))
		}
	}
	return p.Rows
}

// drawHelp lays the help over the dimmed screen. It scrolls where it does not
// fit.
func (a *App) drawHelp(c *draw.Canvas) {
	c.Restyle(draw.Rect{W: c.W, H: c.H - 1}, func(s draw.Style) draw.Style {
		return draw.Style{Role: draw.Faint, OnBar: s.OnBar}
	})
	left := helpColumn(helpBlocks[0], a.session == nil)
	right := helpColumn(helpBlocks[1], a.session == nil)
	rows := max(len(left), len(right))
	w := min(c.W-4, 82)
	h := min(c.H-2, rows+2)
	box := draw.NewCanvas(w, h)
	last := max(rows-(h-2), 0)
	a.helpScroll = min(max(a.helpScroll, 0), last)
	closes := []draw.Ink{draw.T(draw.In(draw.Muted), "esc closes")}
	if last > 0 {
		closes = []draw.Ink{draw.T(draw.In(draw.Muted), "j k scroll, esc closes")}
	}
	frame{name: a.theme.G.Ask + " HELP", right: closes, focused: true}.draw(box, a.theme, L)
	half := (w - 4) / 2
	for y := range h - 2 {
		for i, column := range [][]draw.Row{left, right} {
			if n := y + a.helpScroll; n < len(column) {
				x := 2 + i*half
				strip(box, x, y+1, half-1+i, a.theme, column[n].Left, nil)
			}
		}
	}
	c.Blit((c.W-w)/2, (c.H-1-h)/2, box)
}
