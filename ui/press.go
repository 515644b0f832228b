package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
)

// places lists where the next key acts, the nearest first.
func (a *App) places() []place {
	switch {
	case a.help:
		return []place{inHelp, everywhere}
	case a.session == nil:
		return []place{onShelf, everywhere}
	case a.entry.on:
		return []place{inText, everywhere}
	}
	near := map[Pane]place{Lesson: inLesson, Wire: onWire, Packet: inPacket}[a.focus]
	return []place{near, inPlay, everywhere}
}

// holds tells whether the prompt lets the binding act.
func (a *App) holds(b *binding) bool {
	return b.on == nil || a.live != nil && slices.Contains(b.on, a.live.View.Prompt.Kind)
}

// press handles one key. A key that acts elsewhere says where.
func (a *App) press(key string) tea.Cmd {
	a.say("")
	if a.tooSmall() && key != "q" && key != "ctrl+c" && key != "ctrl+z" {
		return nil // nobody can see what it would do
	}
	if !a.help && a.types(key) {
		return nil
	}
	for _, where := range a.places() {
		for i := range keyTable {
			if b := &keyTable[i]; b.in&where != 0 && slices.Contains(b.keys, key) && a.holds(b) {
				return b.do(a, key)
			}
		}
	}
	if a.session != nil && !a.help && !a.entry.on {
		a.elsewhere(key)
	}
	return nil
}

// elsewhere says where a key would act, if anywhere.
func (a *App) elsewhere(key string) {
	for i := range keyTable {
		b := &keyTable[i]
		if b.group == "" || !slices.Contains(b.keys, key) || b.in&(inLesson|onWire|inPlay) == 0 {
			continue
		}
		switch {
		case !a.holds(b):
			a.say(key + " (" + b.help + ") works only while " + during(b.on))
		case b.in&onWire != 0:
			a.say(key + " acts on a packet: press 3 for the wire first")
		default:
			a.say(key + " (" + b.help + "): press 1 for the lesson first")
		}
		return
	}
}

// during puts prompts into words.
func during(on []lessons.PromptKind) string {
	switch on[0] {
	case lessons.Answer:
		return "a question waits"
	case lessons.Try:
		return "a challenge is open"
	}
	return "it is your turn"
}
