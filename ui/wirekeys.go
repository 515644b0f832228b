package ui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/lessons"
)

// do hands an intent to the lesson, unless the past is on show.
func (a *App) do(i lessons.Intent) tea.Cmd {
	if !a.inPast() {
		a.session.Do(i)
	}
	return nil
}

// noneHeld tells whether a deed would do nothing now: there is no packet for
// it, or the lesson has the hand wait.
func (a *App) noneHeld() bool {
	switch a.live.View.Prompt.Kind {
	case lessons.Answer, lessons.StepDone, lessons.Busy:
		return true
	}
	return len(a.shown.Snap.Held()) == 0
}

func (a *App) noPacket() bool { return len(a.shown.Snap.Packets) == 0 }

// inspect opens the selected packet.
func (a *App) inspect() tea.Cmd {
	if a.noPacket() {
		a.say("there is no packet to inspect")
		return nil
	}
	a.goTo(Packet)
	return nil
}

// hand does a deed on the selected packet if it is held, else on the oldest.
func (a *App) hand(d lab.Deed) tea.Cmd {
	if a.inPast() {
		return nil
	}
	held := a.live.Snap.Held()
	if len(held) == 0 {
		a.say("no packet is held: there is nothing to " + string(d))
		return nil
	}
	number := held[0].Number
	switch p := a.live.Snap.Packet(a.shown.Selected); {
	case p == nil:
	case p.Fate == wire.Held:
		number = p.Number
	case a.selected == p.Number:
		a.say(fmt.Sprintf("packet %d is not held, it was %s: l selects a held one", p.Number, p.Fate))
		return nil
	}
	a.session.Do(lessons.Hand{Deed: d, Packet: number})
	return nil
}

// releaseAll delivers every held packet, the oldest first.
func (a *App) releaseAll() tea.Cmd {
	if a.inPast() {
		return nil
	}
	held := a.live.Snap.Held()
	if len(held) == 0 {
		a.say("no packet is held: there is nothing to release")
	}
	for _, p := range held {
		a.session.Do(lessons.Hand{Deed: lab.Deliver, Packet: p.Number})
	}
	return nil
}

// turnWire holds a free wire, or frees a held one.
func (a *App) turnWire() tea.Cmd {
	if a.inPast() {
		return nil
	}
	if a.world == nil {
		a.say("the lab is not open yet")
		return nil
	}
	d := lab.Free
	if a.live.Snap.Mode == wire.FreeMode {
		d = lab.Hold
	}
	a.session.Do(lessons.Hand{Deed: d})
	return nil
}

// pick moves the packet cursor among all packets, or among the held ones.
func (a *App) pick(by int, heldOnly bool) tea.Cmd {
	list := a.shown.Snap.Packets
	if heldOnly {
		list = a.shown.Snap.Held()
	}
	if len(list) == 0 {
		a.say("there is no packet to select")
		return nil
	}
	i := slices.IndexFunc(list, func(p *lab.Packet) bool { return p.Number == a.shown.Selected })
	if i < 0 && by > 0 {
		i = -1 // the first
	} else if i < 0 {
		i = len(list)
	}
	a.selected = list[min(max(i+by, 0), len(list)-1)].Number
	a.scroll[Wire] = end // the wire then follows the selected packet
	a.compose()
	return nil
}
