// Package ui is the window: the only room that knows Bubble Tea. It draws
// scenes and turns keys into intents; it decides nothing about sockets.
package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
)

// App is the one model of the program. Only the program's goroutine uses it.
type App struct {
	ctx    context.Context
	cfg    Config
	follow func(Session) // turns the pump
	theme  *draw.Theme

	w, h     int
	rects    Rects
	contents contents
	cache    [panes]picture
	canvas   *draw.Canvas

	engine  int // of cfg.Engines
	shelf   shelf
	session Session // nil on the shelf
	lesson  *lessons.Lesson
	shelved bool // the lesson was opened from the shelf

	world World
	live  *scene.Scene // the newest from the pump
	shown *scene.Scene // what is on the screen
	past  int          // the event on show, or live

	focus    Pane
	zoomed   bool
	guest    Pane // the pane in the wire's place
	scroll   [panes]int
	chosen   int // the answer under the cursor; -1 = none
	selected int // the packet picked by hand; 0 = none
	prompt   promptKey
	checks   bool // every expectation is on show
	entry    entry

	help       bool
	helpScroll int
	notice     string
	fault      error
}

// newApp makes the model. follow must not block.
func newApp(ctx context.Context, cfg Config, theme *draw.Theme, follow func(Session)) *App {
	a := &App{ctx: ctx, cfg: cfg, theme: theme, follow: follow, contents: newContents()}
	a.clear()
	return a
}

// Init starts the lesson that was asked for.
func (a *App) Init() tea.Cmd {
	if a.cfg.Start != nil {
		a.open(a.cfg.Start, false)
	}
	return tea.SetWindowTitle("stillwire")
}

// Update takes one message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		a.arrange()
		return a, tea.ClearScreen // some terminals leave pieces of the old size
	case tea.ResumeMsg:
		return a, tea.Batch(tea.ClearScreen, tea.WindowSize())
	case tea.KeyMsg:
		return a, a.keys(msg)
	case sceneMsg:
		if msg.session == a.session {
			a.take(msg)
		}
	case faultMsg:
		a.fault = msg.err
		return a, tea.Quit
	}
	return a, nil
}

// keys takes a key message apart: what was typed fast comes as one message of
// many runes. A paste is text, and never keys.
func (a *App) keys(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste {
		a.paste(string(msg.Runes))
		return nil
	}
	if msg.Type != tea.KeyRunes || len(msg.Runes) < 2 {
		return a.press(msg.String())
	}
	var cmds []tea.Cmd
	for _, r := range msg.Runes {
		one := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt}
		cmds = append(cmds, a.press(one.String()))
	}
	return tea.Batch(cmds...)
}

// say puts a line at the bottom until the next key.
func (a *App) say(notice string) { a.notice = notice }
