package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

// end is a scroll that follows the pane's last row.
const end = -1

// arrange lays the screen out again and keeps the focus on it.
func (a *App) arrange() {
	m := Mode{Guest: a.guest}
	a.rects = Layout(a.w, a.h, m)
	if a.rects.Class != TooSmall && a.rects.Pane[a.focus].Empty() && a.guest != a.focus {
		a.guest, m.Guest = a.focus, a.focus
	}
	if a.zoomed {
		m.Zoom = a.focus
	}
	a.rects = Layout(a.w, a.h, m)
}

// goTo gives a pane the focus; one that has no place takes the wire's.
func (a *App) goTo(p Pane) {
	a.focus = p
	a.entry.on = false
	usual := Layout(a.w, a.h, Mode{})
	switch {
	case p == Wire:
		a.guest = NoPane
	case usual.Pane[p].Empty():
		a.guest = p
	}
	a.arrange()
}

// step moves the focus through the panes on the screen.
func (a *App) step(by int) tea.Cmd {
	var on []Pane
	all := Layout(a.w, a.h, Mode{Guest: a.guest})
	for p := Lesson; p <= Packet; p++ {
		if !all.Pane[p].Empty() {
			on = append(on, p)
		}
	}
	if len(on) > 0 {
		i := max(slices.Index(on, a.focus), 0)
		a.goTo(on[(i+by+len(on))%len(on)])
	}
	return nil
}

// out steps out of one thing: zoom, the guest pane, the past.
func (a *App) out() tea.Cmd {
	switch {
	case a.zoomed:
		a.zoomed = false
		a.arrange()
	case a.guest != NoPane && !a.rects.Pane[a.guest].Empty() && a.rects.Pane[Wire].Empty():
		a.goTo(Wire)
	case a.past != live:
		a.past = live
		a.compose()
	}
	return nil
}

// roll moves the focused pane's rows by so many, or half pages.
func (a *App) roll(rows, halves int) tea.Cmd {
	p := a.focus
	seen, room := a.cache[p].rows, a.rects.Inside(p).H
	if p == Sockets && a.onCards() {
		seen = max(seen, a.cache[ServerCard].rows)
	}
	last := max(seen-room, 0)
	at := a.scroll[p]
	if at == end || at > last {
		at = last
	}
	at += rows + halves*max(room/2, 1)
	if at >= last && last > 0 {
		a.scroll[p] = end
		return nil
	}
	a.scroll[p] = max(at, 0)
	return nil
}
