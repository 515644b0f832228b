package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/lessons"
)

// clear forgets the lesson that was on the screen.
func (a *App) clear() {
	a.session, a.lesson, a.world, a.live, a.shown = nil, nil, nil, nil, nil
	a.past, a.focus, a.guest, a.zoomed = live, Wire, NoPane, false
	a.chosen, a.selected, a.prompt, a.entry = -1, 0, promptKey{}, entry{}
	a.scroll = [panes]int{Wire: end}
	a.cache = [panes]picture{}
	a.arrange()
}

// open starts a lesson.
func (a *App) open(l *lessons.Lesson, shelved bool) {
	a.clear()
	a.session, a.lesson, a.shelved = a.play(l), l, shelved
	a.session.Start(a.ctx)
	a.live = (&source{session: a.session}).read()
	a.compose()
	a.follow(a.session)
}

// play makes the session of a lesson on the engine chosen.
func (a *App) play(l *lessons.Lesson) Session {
	if a.cfg.Play != nil {
		return a.cfg.Play(l)
	}
	return lessons.NewRunner(l, a.cfg.Engines[a.engine].Open)
}

// otherEngine starts the lesson anew on the next engine.
func (a *App) otherEngine() tea.Cmd {
	n := len(a.cfg.Engines)
	if n < 2 {
		a.say("only one engine works here: stillwire doctor says why")
		return nil
	}
	a.engine = (a.engine + 1) % n
	old, l, shelved := a.session, a.lesson, a.shelved
	a.open(l, shelved)
	a.say("the lesson begins again, on " + a.cfg.Engines[a.engine].Name)
	return closing(old)
}

// closing ends a session that is no longer on the screen.
func closing(s Session) tea.Cmd {
	return func() tea.Msg {
		if err := s.Close(); err != nil {
			return faultMsg{err}
		}
		return nil
	}
}

// leave goes back to the shelf, or ends the program.
func (a *App) leave() tea.Cmd {
	if a.session == nil || !a.shelved {
		return tea.Quit
	}
	old := a.session
	a.clear()
	a.follow(nil)
	return closing(old)
}

// take takes a scene from the pump.
func (a *App) take(m sceneMsg) {
	if m.world != a.world {
		a.world, a.past, a.selected = m.world, live, 0
	}
	before := a.live.Snap.Packet(a.selected)
	a.live = m.scene
	now := a.live.Snap.Packet(a.selected)
	if now == nil || before != nil && before.Fate == wire.Held && now.Fate != wire.Held {
		a.selected = 0 // it left: go on to the oldest that waits
	}
	a.turn()
	a.compose()
}

// promptKey is what makes one prompt another.
type promptKey struct {
	kind   lessons.PromptKind
	step   int
	items  int
	newest lessons.Element // of the step's items
	beat   *lessons.Beat
	packet int
	set    bool
}

// turn moves focus and scroll when the prompt has changed: a question to the
// lesson, the student's turn to the wire.
func (a *App) turn() {
	v := a.live.View
	k := promptKey{v.Prompt.Kind, v.Step, len(v.Items), nil, v.Prompt.Beat, v.Prompt.Packet, true}
	if k.items > 0 {
		k.newest = v.Items[k.items-1].Element
	}
	if k == a.prompt {
		return
	}
	a.say("") // what was said belonged to the prompt before
	if k.step != a.prompt.step || !a.prompt.set {
		a.scroll[Lesson] = 0
	} else if k.items != a.prompt.items || k.kind != a.prompt.kind {
		a.scroll[Lesson] = end
	}
	a.prompt, a.chosen, a.entry = k, -1, entry{}
	switch k.kind {
	case lessons.Answer:
		a.scroll[Lesson] = end
		a.goTo(Lesson)
		a.entry.on = a.wantsText()
	case lessons.YourTurn, lessons.Try:
		a.goTo(Wire)
	}
}

// compose makes the scene on the screen: the newest one or the past, with the
// student's cursors.
func (a *App) compose() {
	s := *a.live
	if a.past != live && a.world != nil {
		s.Snap = a.world.At(a.past)
		s.Now = s.Snap.At
	}
	s.Chosen, s.Checks, s.Signs = a.chosen, a.checks, a.theme.G
	s.Selected = a.selected
	if s.Snap.Packet(s.Selected) == nil {
		s.Selected = 0
	}
	if held := s.Snap.Held(); s.Selected == 0 && len(held) > 0 {
		s.Selected = held[0].Number
	} else if n := len(s.Snap.Packets); s.Selected == 0 && n > 0 {
		s.Selected = s.Snap.Packets[n-1].Number
	}
	a.shown = &s
}
