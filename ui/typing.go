package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// longestAnswer is the most runes that a typed answer can have.
const longestAnswer = 100

// entry is the answer being typed to a question that has no choices.
type entry struct {
	on   bool // keys are text
	text string
}

// wantsText tells whether a question waits for a typed answer.
func (a *App) wantsText() bool {
	return a.live.View.Prompt.Kind == lessons.Answer && a.choices() == 0
}

// startTyping makes keys text, in the lesson pane.
func (a *App) startTyping() tea.Cmd {
	if !a.wantsText() {
		a.say("this question has answers to choose from: a, b, ...")
		return nil
	}
	a.goTo(Lesson)
	a.entry.on = true
	return nil
}

// types takes a key as text; false if it is none.
func (a *App) types(key string) bool {
	r, n := utf8.DecodeRuneInString(key)
	if !a.entry.on || n != len(key) || !unicode.IsPrint(r) {
		return false
	}
	if utf8.RuneCountInString(a.entry.text) < longestAnswer {
		a.entry.text += key
	}
	return true
}

// paste takes the first line of a pasted text.
func (a *App) paste(text string) {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for _, r := range line {
		a.types(string(r))
	}
}

// rub takes the last rune back, or all.
func (a *App) rub(all bool) tea.Cmd {
	_, n := utf8.DecodeLastRuneInString(a.entry.text)
	if all {
		n = len(a.entry.text)
	}
	a.entry.text = a.entry.text[:len(a.entry.text)-n]
	return nil
}

// tell gives the typed answer.
func (a *App) tell() tea.Cmd {
	text := strings.TrimSpace(a.entry.text)
	if text == "" {
		a.say("type the answer first")
		return nil
	}
	return a.do(lessons.Say{Text: text})
}

// row is the answer as it is being typed, with the cursor.
func (e entry) row(t *draw.Theme) []draw.Ink {
	key := draw.In(draw.Action).B()
	return []draw.Ink{draw.T(key, " answer "+t.G.Step+" "), draw.T(draw.Style{}, e.text),
		draw.T(draw.Style{Reverse: true}, " ")}
}
