package ui

import (
	"reflect"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
)

// open shows a question that has no choices.
func (r *rig) openQuestion() {
	v := viewOf(r.lesson, lessons.Answer)
	v.Items[len(v.Items)-1] = lessons.Item{Element: &lessons.Observe{Ask: "Which port did the client get?"}, Chosen: -1, Truth: -1}
	r.session.view = v
	r.show()
}

func TestTypedAnswer(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	r.openQuestion()
	r.keys("5", "4", "x", "backspace", "3", "r", "n", "q", "?", " ")
	r.wants("answer ► 543rnq?", "INSERT", "enter lock the answer", "F1 help")
	if len(r.session.did) != 0 || r.focus != Lesson {
		t.Fatalf("text did %v, focus %d", r.session.did, r.focus)
	}
	r.keys("ctrl+u", "enter")
	r.wants("type the answer first")
	r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("54321\nq"), Paste: true})
	r.keys("enter")
	if want := []lessons.Intent{lessons.Say{Text: "54321"}}; !reflect.DeepEqual(r.session.did, want) {
		t.Errorf("did %v, want %v", r.session.did, want)
	}
	r.ask(lessons.Continue)
	r.keys("n")
	if len(r.session.did) != 2 {
		t.Error("keys are still text after the answer")
	}
}

func TestTypingIsLeft(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	r.openQuestion()
	r.keys("5", "esc", "N")
	if want := []lessons.Intent{lessons.Skip{}}; !reflect.DeepEqual(r.session.did, want) {
		t.Errorf("did %v, want %v", r.session.did, want)
	}
	r.keys("a")
	r.wants("press i and type it")
	r.keys("i", "4", "tab")
	if r.focus != Sockets || r.entry.on {
		t.Errorf("tab: focus %d, typing %v", r.focus, r.entry.on)
	}
	r.keys("1", "i", "f1")
	if !r.help {
		t.Error("F1 does not open the help")
	}
	r.keys("esc", "enter")
	if got := r.session.did[len(r.session.did)-1]; got != (lessons.Say{Text: "54"}) {
		t.Errorf("did %v, want what was typed before and after", got)
	}
	r.ask(lessons.Answer)
	r.keys("i")
	r.wants("this question has answers to choose from")
}
