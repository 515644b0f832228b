package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
)

// choices is how many answers the waiting question has; 0 if none waits.
func (a *App) choices() int {
	v := a.live.View
	if v.Prompt.Kind != lessons.Answer || len(v.Items) == 0 {
		return 0
	}
	switch e := v.Items[len(v.Items)-1].Element.(type) {
	case *lessons.Predict:
		return len(e.Choices)
	case *lessons.Observe:
		return len(e.Choices)
	}
	return 0
}

// choose puts the cursor on an answer.
func (a *App) choose(key string) tea.Cmd {
	if a.wantsText() {
		a.say("this question has no answers to choose from: press i and type it")
		return nil
	}
	i, n := int(key[0]-'a'), a.choices()
	if i >= n {
		a.say(fmt.Sprintf("there is no answer %s: choose a to %c", key, 'a'+max(n-1, 0)))
		return nil
	}
	a.chosen = i
	a.compose()
	return nil
}

// lock gives the chosen answer.
func (a *App) lock() tea.Cmd {
	if a.wantsText() {
		return a.startTyping()
	}
	if a.chosen < 0 {
		a.say(fmt.Sprintf("choose an answer first: a to %c", 'a'+max(a.choices()-1, 0)))
		return nil
	}
	return a.do(lessons.Choose{Choice: a.chosen})
}

// next plays the next beat.
func (a *App) next() tea.Cmd {
	switch a.live.View.Prompt.Kind {
	case lessons.Busy:
		a.say("the lab is at work")
		return nil
	case lessons.Finished:
		a.say("this was the last step: q leaves, p goes back, ctrl+r starts again")
		return nil
	}
	return a.do(lessons.Advance{})
}

// details shows every check of the lesson, or only those that fail.
func (a *App) details() tea.Cmd {
	a.checks = !a.checks
	a.compose()
	return nil
}
