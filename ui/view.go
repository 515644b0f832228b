package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
)

// picture is a pane as it was drawn last, and what it was drawn from.
type picture struct {
	of     pictureOf
	canvas *draw.Canvas
	rows   int // how many the pane has in all
}

type pictureOf struct {
	rect    draw.Rect
	class   Class
	focused bool
	theme   *draw.Theme
	scene   *scene.Scene
	scroll  int
}

func (a *App) tooSmall() bool { return a.w > 0 && a.rects.Class == TooSmall }

// View is the whole screen: exactly a.h rows of a.w columns.
func (a *App) View() string {
	if a.w <= 0 || a.h <= 0 {
		return ""
	}
	c := a.paper()
	if a.tooSmall() {
		c.Put(0, 0, draw.Style{}, fmt.Sprintf("stillwire needs %dx%d; this is %dx%d.", minW, minH, a.w, a.h))
		return c.Render(a.theme)
	}
	a.header(c)
	if a.session == nil {
		a.drawShelf(c)
	} else {
		a.drawPlay(c)
	}
	if a.help {
		a.drawHelp(c)
	}
	a.hints(c, a.h-1)
	return c.Render(a.theme)
}

// paper is an empty canvas of the screen's size, used again for every View.
func (a *App) paper() *draw.Canvas {
	if a.canvas == nil || a.canvas.W != a.w || a.canvas.H != a.h {
		a.canvas = draw.NewCanvas(a.w, a.h)
	} else {
		a.canvas.Clear()
	}
	return a.canvas
}

func (a *App) drawPlay(c *draw.Canvas) {
	for p := Lesson; p < panes; p++ {
		if r := a.rects.Pane[p]; !r.Empty() {
			c.Blit(r.X, r.Y, a.picture(p))
		}
	}
	for y := range a.rects.Divider.H {
		c.Put(a.rects.Divider.X, a.rects.Divider.Y+y, draw.In(draw.Faint), a.theme.G.V)
	}
	for _, row := range []struct {
		at   draw.Rect
		draw func(*draw.Canvas)
	}{{a.rects.Timeline, a.timeline}, {a.rects.Log, a.log}} {
		if !row.at.Empty() {
			part := draw.NewCanvas(row.at.W, row.at.H)
			row.draw(part)
			c.Blit(row.at.X, row.at.Y, part)
		}
	}
}

// picture is the pane in its frame, drawn again only if something it is drawn
// from has changed.
func (a *App) picture(p Pane) *draw.Canvas {
	focused := home(p) == a.focus
	of := pictureOf{a.rects.Pane[p], a.rects.Class, focused, a.theme, a.shown, a.scroll[home(p)]}
	if k := &a.cache[p]; k.canvas != nil && k.of == of {
		return k.canvas
	}
	in := a.rects.Inside(p)
	inside := draw.NewCanvas(in.W, in.H)
	pane := a.pane(p)
	rows := pane.Draw(a.shown, inside, a.theme, of.scroll, of.class == S && !a.zoomed)
	name, right := pane.Title(a.shown)
	whole := draw.NewCanvas(of.rect.W, of.rect.H)
	f := frame{pane: p, name: name, right: right, focused: focused, cards: a.onCards()}
	if n, ok := pane.(scene.Narrower); ok {
		f.narrow = n.Narrow(a.shown)
	}
	f.mark = scrollMark(of.scroll, rows, in.H)
	f.draw(whole, a.theme, of.class)
	whole.Blit(in.X-of.rect.X, in.Y-of.rect.Y, inside)
	a.cache[p] = picture{of, whole, rows}
	return whole
}

// home is the pane whose number and scroll a rectangle goes by.
func home(p Pane) Pane {
	if p == ServerCard {
		return Sockets
	}
	return p
}

// scrollMark says how far a pane that does not fit has been read: "20/21 j".
func scrollMark(scroll, rows, room int) string {
	if rows <= room || room <= 0 {
		return ""
	}
	last := rows - room
	if scroll < 0 || scroll >= last {
		return fmt.Sprintf("%d/%d k", rows, rows)
	}
	return fmt.Sprintf("%d/%d j", scroll+room, rows)
}

// onCards tells whether the sockets stand on two cards.
func (a *App) onCards() bool { return !a.rects.Pane[ServerCard].Empty() }

// swapTheme turns dark into light.
func (a *App) swapTheme() tea.Cmd {
	a.theme = draw.NewTheme(!a.theme.Dark, a.theme.Profile, a.theme.G == &draw.ASCII)
	return nil
}
