package ui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/lessons"
)

// In no place may a key mean two things at once.
func TestNoKeyTwice(t *testing.T) {
	for i := range keyTable {
		for j := range keyTable[:i] {
			a, b := &keyTable[i], &keyTable[j]
			for _, k := range a.keys {
				if a.in&b.in == 0 || !slices.Contains(b.keys, k) {
					continue
				}
				if a.on == nil || b.on == nil || slices.ContainsFunc(a.on, func(p lessons.PromptKind) bool { return slices.Contains(b.on, p) }) {
					t.Errorf("%q is both %q and %q in one place", k, a.help, b.help)
				}
			}
		}
	}
}

// What the terminal cannot tell apart or takes for itself may not be bound.
func TestNoKeyThatTerminalsTake(t *testing.T) {
	for _, b := range keyTable {
		for _, k := range b.keys {
			if slices.Contains([]string{"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+[", "shift+enter", "ctrl+s", "ctrl+q"}, k) ||
				strings.Contains(k, "alt+") || strings.Contains(k, "ctrl+shift") {
				t.Errorf("%q is bound", k)
			}
		}
	}
}

// Every binding of the help has its group in the help, and fits there.
func TestHelpListsEveryGroup(t *testing.T) {
	groups := slices.Concat(helpBlocks[0], helpBlocks[1])
	for _, b := range keyTable {
		if b.group != "" && !slices.Contains(groups, b.group) {
			t.Errorf("group %q of %q is in no column", b.group, b.help)
		}
		if len(b.help) > 24 {
			t.Errorf("%q is longer than the 24 columns of the help at 80x24", b.help)
		}
	}
	r := newRig(t, 120, 40, lessons.Continue)
	r.keys("?")
	r.wants("Move", "Packet on the wire", "release", "hint for the challenge", "one event back, forward")
	r.keys("r", "n")
	if len(r.session.did) != 0 {
		t.Errorf("keys act under the help: %v", r.session.did)
	}
	r.keys("esc")
	if strings.Contains(r.screen(), "Packet on the wire") {
		t.Error("esc does not close the help")
	}
}

func TestKeysToIntents(t *testing.T) {
	release3 := lessons.Hand{Deed: lab.Deliver, Packet: 3}
	for _, c := range []struct {
		name   string
		prompt lessons.PromptKind
		keys   []string
		want   []lessons.Intent
		says   string
	}{
		{"next", lessons.Continue, []string{"n"}, []lessons.Intent{lessons.Advance{}}, ""},
		{"next step", lessons.StepDone, []string{"n"}, []lessons.Intent{lessons.Advance{}}, ""},
		{"n while the lab works", lessons.Busy, []string{"n"}, nil, "the lab is at work"},
		{"n at the end", lessons.Finished, []string{"n"}, nil, "this was the last step"},
		{"skip", lessons.Answer, []string{"N"}, []lessons.Intent{lessons.Skip{}}, ""},
		{"back", lessons.Stuck, []string{"p"}, []lessons.Intent{lessons.Back{}}, ""},
		{"reset", lessons.Stuck, []string{"ctrl+r"}, []lessons.Intent{lessons.Reset{}}, ""},
		{"hint", lessons.Try, []string{"H"}, []lessons.Intent{lessons.Hint{}}, ""},
		{"solve", lessons.Try, []string{"S"}, []lessons.Intent{lessons.Solve{}}, ""},
		{"no challenge to solve", lessons.Continue, []string{"S", "H"}, nil, "only while a challenge is open"},

		{"answer", lessons.Answer, []string{"b", "enter"}, []lessons.Intent{lessons.Choose{Choice: 1}}, ""},
		{"answer d is no drop", lessons.Answer, []string{"d", "enter"}, []lessons.Intent{lessons.Choose{Choice: 3}}, ""},
		{"no such answer", lessons.Answer, []string{"f", "enter"}, nil, "choose an answer first: a to d"},
		{"r is no answer", lessons.Answer, []string{"r"}, nil, "press 3 for the wire first"},
		{"nothing to answer", lessons.Continue, []string{"1", "a"}, nil, "only while a question waits"},
		{"answers work in the lesson pane only", lessons.Answer, []string{"4", "a", "enter"}, nil, "press 1 for the lesson first"},

		{"release", lessons.YourTurn, []string{"r"}, []lessons.Intent{release3}, ""},
		{"drop", lessons.Continue, []string{"d"}, []lessons.Intent{lessons.Hand{Deed: lab.Drop, Packet: 3}}, ""},
		{"duplicate", lessons.Try, []string{"u"}, []lessons.Intent{lessons.Hand{Deed: lab.Duplicate, Packet: 3}}, ""},
		{"all", lessons.Try, []string{"R"}, []lessons.Intent{release3}, ""},
		{"from the packet pane", lessons.Try, []string{"7", "r"}, []lessons.Intent{release3}, ""},
		{"from the lesson pane on the student's turn", lessons.YourTurn, []string{"1", "r"}, []lessons.Intent{release3}, ""},
		{"not from the lesson pane else", lessons.Continue, []string{"1", "r", "d"}, nil, "d (choose an answer) works only while a question waits"},
		{"not from other panes", lessons.Try, []string{"6", "r"}, nil, "press 3 for the wire first"},
		{"with the cursor on a delivered packet", lessons.Try, []string{"g", "r"}, nil, "packet 1 is not held, it was delivered: l selects a held one"},
		{"free the wire", lessons.Try, []string{" "}, []lessons.Intent{lessons.Hand{Deed: lab.Free}}, ""},
		{"not in the past", lessons.Try, []string{"[", "r", "n", "R", " ", "p"}, nil, "this is the past, event 32 of 33: press . for now"},
		{"back in the present", lessons.Try, []string{"[", "[", ".", "r"}, []lessons.Intent{release3}, ""},
		{"forward to the present", lessons.Try, []string{"[", "]", "r"}, []lessons.Intent{release3}, ""},
		{"a key of nobody", lessons.Try, []string{"w", "alt+r", "f5"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, 120, 40, c.prompt)
			r.keys(c.keys...)
			if !reflect.DeepEqual(r.session.did, c.want) {
				t.Errorf("did %#v, want %#v", r.session.did, c.want)
			}
			if c.says != "" {
				r.wants(c.says)
			}
		})
	}
}

func TestNothingHeld(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Try)
	hold(r, 3, wire.Delivered)
	r.keys("r")
	r.wants("no packet is held: there is nothing to deliver")
	r.keys("R")
	r.wants("no packet is held: there is nothing to release")
	r.keys("j")
	if len(r.session.did) != 0 || r.notice != "" {
		t.Errorf("did %v, notice %q", r.session.did, r.notice)
	}
}

// hold gives a packet another fate.
func hold(r *rig, number int, f wire.Fate) {
	snap := *r.world.snap
	snap.Packets = slices.Clone(snap.Packets)
	p := *snap.Packets[number-1]
	p.Fate = f
	snap.Packets[number-1] = &p
	snap.Seq++
	r.world.snap = &snap
	r.show()
}

func TestPacketCursor(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Try)
	hold(r, 5, wire.Held)
	at := func(want int, why string) {
		t.Helper()
		if r.shown.Selected != want {
			t.Errorf("%s: packet %d is selected, want %d", why, r.shown.Selected, want)
		}
	}
	at(3, "the oldest held by itself")
	r.keys("l")
	at(5, "l: the next held")
	r.keys("l")
	at(5, "l at the end")
	r.keys("r")
	if want := (lessons.Hand{Deed: lab.Deliver, Packet: 5}); r.session.did[0] != want {
		t.Errorf("r did %v, want %v", r.session.did[0], want)
	}
	hold(r, 5, wire.Delivered)
	at(3, "the selected one left: the oldest held")
	r.keys("k")
	at(2, "k: any packet")
	hold(r, 5, wire.Held)
	at(2, "a delivered packet stays selected")
	r.keys("G")
	at(5, "G")
	r.keys("g")
	at(1, "g")
	r.keys("h")
	at(5, "h from a packet that is not held: the last held")
}

// What was typed in one go arrives as one message.
func TestManyRunesAreManyKeys(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Answer)
	r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("bN3rn")})
	want := []lessons.Intent{lessons.Skip{}, lessons.Hand{Deed: lab.Deliver, Packet: 3}, lessons.Advance{}}
	if !reflect.DeepEqual(r.session.did, want) || r.chosen != 1 {
		t.Errorf("did %v with answer %d, want %v with 1", r.session.did, r.chosen, want)
	}
	_, cmd := r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("jq")})
	if cmd == nil {
		t.Error("q among other keys does not quit")
	}
}

func TestAPasteIsNoKeys(t *testing.T) {
	r := newRig(t, 80, 24, lessons.YourTurn)
	_, cmd := r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("rrdq"), Paste: true})
	if len(r.session.did) != 0 || cmd != nil {
		t.Errorf("a paste did %v", r.session.did)
	}
}
