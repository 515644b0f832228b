package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/say"
)

// momentRole is an event's colour on the timeline; false for one that has no
// mark there.
func momentRole(e *lab.Event) (draw.Role, bool) {
	switch e.Kind {
	case lab.PacketSent:
		return say.Role(say.Side(e.Packet)), true
	case lab.PacketDelivered:
		return draw.Data, true
	case lab.PacketDuplicated, lab.PacketAgain:
		return draw.Flight, true
	case lab.PacketDropped, lab.Fault:
		return draw.Err, true
	case lab.CallReturned:
		return draw.Err, e.Call.Errno != 0
	}
	return draw.Text, false
}

// live is the value of App.past when the newest event is on show.
const live = -1

// scrub shows the world as of another event; from the last one on it is live.
// Nothing is run again.
func (a *App) scrub(to func(now int) int) tea.Cmd {
	if a.live == nil || a.world == nil {
		a.say("there is no history yet")
		return nil
	}
	seq := max(to(a.shown.Snap.Seq), 0)
	a.past = seq
	if seq >= a.live.Last {
		a.past = live
	}
	a.compose()
	return nil
}

// inPast refuses a deed while the past is on show.
func (a *App) inPast() bool {
	if a.past == live {
		return false
	}
	a.say(fmt.Sprintf("this is the past, event %d of %d: press . for now", a.shown.Snap.Seq, a.live.Last))
	return true
}
