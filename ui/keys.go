package ui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lessons"
)

// place is where a key acts.
type place uint

const (
	onShelf place = 1 << iota
	inHelp
	inText   // an answer is being typed
	inLesson // the lesson pane has the focus
	onWire   // the wire has it
	inPacket
	inPlay // a lesson is on the screen, whatever has the focus
	everywhere
)

// binding is one row of the key table, from which the keys act, and the hints
// bar and the help are written.
type binding struct {
	keys  []string // as Bubble Tea names them
	show  string   // as people read them; "" = the keys joined
	in    place
	on    []lessons.PromptKind // only with these prompts; nil = with all
	group string               // of the help; "" = not listed
	help  string
	hint  string          // in the hints bar; "" = not there
	idle  func(*App) bool // keeps the hint away where the key has nothing to act on; nil = never
	do    func(a *App, key string) tea.Cmd
}

// The groups of the help, in order.
const (
	gLesson = "Lesson"
	gWire   = "Packet on the wire"
	gMove   = "Move"
	gTime   = "Time"
	gWindow = "Window"
	gShelf  = "Shelf"
)

var asked = []lessons.PromptKind{lessons.Answer}
var turned = []lessons.PromptKind{lessons.YourTurn}
var trying = []lessons.PromptKind{lessons.Try}

func intent(i lessons.Intent) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { return a.do(i) }
}

func deed(d lab.Deed) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { return a.hand(d) }
}

func roll(rows, halves int) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { return a.roll(rows, halves) }
}

func pick(by int, heldOnly bool) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { return a.pick(by, heldOnly) }
}

func focus(p Pane) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { a.goTo(p); return nil }
}

func scrub(to func(now int) int) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { return a.scrub(to) }
}

func act(f func(*App) tea.Cmd) func(*App, string) tea.Cmd {
	return func(a *App, _ string) tea.Cmd { return f(a) }
}

const far = 1 << 30

// keyTable is built once, in init: its actions lead back to it.
var keyTable []binding

func init() {
	keyTable = slices.Concat(lessonKeys(), wireKeys(), moveKeys(), windowKeys(), shelfKeys())
}

func lessonKeys() []binding {
	return []binding{
		{keys: []string{"a", "b", "c", "d", "e", "f"}, show: "a .. f", in: inLesson, on: asked, group: gLesson,
			help: "choose an answer", hint: "choose", do: (*App).choose},
		{keys: []string{"enter"}, in: inLesson, on: asked, group: gLesson, help: "lock the answer", hint: "lock", do: act((*App).lock)},
		{keys: []string{"i"}, in: inLesson, on: asked, group: gLesson, help: "type an answer", do: act((*App).startTyping)},
		{keys: []string{"enter"}, in: inText, hint: "lock the answer", do: act((*App).tell)},
		{keys: []string{"esc"}, in: inText, hint: "stop typing", do: func(a *App, _ string) tea.Cmd { a.entry.on = false; return nil }},
		{keys: []string{"backspace"}, in: inText, do: func(a *App, _ string) tea.Cmd { return a.rub(false) }},
		{keys: []string{"ctrl+u"}, show: "^u", in: inText, hint: "clear", do: func(a *App, _ string) tea.Cmd { return a.rub(true) }},
		{keys: []string{"n"}, in: inPlay, group: gLesson, help: "next beat, next step", do: act((*App).next)},
		{keys: []string{"N"}, in: inPlay, group: gLesson, help: "skip the question", do: intent(lessons.Skip{})},
		{keys: []string{"p"}, in: inPlay, group: gLesson, help: "back to the step's start", do: intent(lessons.Back{})},
		{keys: []string{"ctrl+r"}, in: inPlay, group: gLesson, help: "the whole lesson again", do: intent(lessons.Reset{})},
		{keys: []string{"H"}, in: inPlay, on: trying, group: gLesson, help: "hint for the challenge", hint: "hint", do: intent(lessons.Hint{})},
		{keys: []string{"x"}, in: inPlay, group: gLesson, help: "show every check", do: act((*App).details)},
		{keys: []string{"S"}, in: inPlay, on: trying, group: gLesson, help: "solve the challenge", hint: "solve it for me", do: intent(lessons.Solve{})},
	}
}

func wireKeys() []binding {
	return []binding{
		{keys: []string{"r"}, in: onWire | inPacket, group: gWire, help: "release (pane 3 or 7)", hint: "release", idle: (*App).noneHeld, do: deed(lab.Deliver)},
		{keys: []string{"d"}, in: onWire | inPacket, group: gWire, help: "drop", hint: "drop", idle: (*App).noneHeld, do: deed(lab.Drop)},
		{keys: []string{"u"}, in: onWire | inPacket, group: gWire, help: "duplicate", hint: "dup", idle: (*App).noneHeld, do: deed(lab.Duplicate)},
		{keys: []string{"r"}, in: inLesson, on: turned, hint: "release", idle: (*App).noneHeld, do: deed(lab.Deliver)},
		{keys: []string{"d"}, in: inLesson, on: turned, do: deed(lab.Drop)},
		{keys: []string{"u"}, in: inLesson, on: turned, do: deed(lab.Duplicate)},
		{keys: []string{"R"}, in: onWire | inPacket, group: gWire, help: "release all", do: act((*App).releaseAll)},
		{keys: []string{" "}, show: "space", in: onWire, group: gWire, help: "hold or free the wire", do: act((*App).turnWire)},
		{keys: []string{"j", "down"}, show: "j k", in: onWire, group: gWire, help: "select a packet", do: pick(1, false)},
		{keys: []string{"k", "up"}, in: onWire, do: pick(-1, false)},
		{keys: []string{"h", "left"}, show: "h l", in: onWire | inPacket, group: gWire, help: "select a held packet", do: pick(-1, true)},
		{keys: []string{"l", "right"}, in: onWire | inPacket, do: pick(1, true)},
		{keys: []string{"g", "home"}, in: onWire, do: pick(-far, false)},
		{keys: []string{"G", "end"}, in: onWire, do: pick(far, false)},
		{keys: []string{"enter"}, in: onWire, group: gWire, help: "inspect it", hint: "inspect", idle: (*App).noPacket, do: act((*App).inspect)},
	}
}

func moveKeys() []binding {
	return []binding{
		{keys: []string{"1"}, show: "1 .. 7", in: inPlay, group: gMove, help: "go to a pane", do: focus(Lesson)},
		{keys: []string{"2"}, in: inPlay, do: focus(Sockets)},
		{keys: []string{"3"}, in: inPlay, do: focus(Wire)},
		{keys: []string{"4"}, in: inPlay, do: focus(Backlog)},
		{keys: []string{"5"}, in: inPlay, do: focus(Port)},
		{keys: []string{"6"}, in: inPlay, do: focus(Bytes)},
		{keys: []string{"7"}, in: inPlay, do: focus(Packet)},
		{keys: []string{"tab"}, show: "tab S-tab", in: inPlay | inText, group: gMove, help: "next, previous pane",
			do: func(a *App, _ string) tea.Cmd { return a.step(1) }},
		{keys: []string{"shift+tab"}, in: inPlay | inText, do: func(a *App, _ string) tea.Cmd { return a.step(-1) }},
		{keys: []string{"j", "down"}, show: "j k", in: inPlay, group: gMove, help: "scroll a row", do: roll(1, 0)},
		{keys: []string{"k", "up"}, in: inPlay, do: roll(-1, 0)},
		{keys: []string{"ctrl+d", "pgdown"}, show: "^d ^u", in: inPlay, group: gMove, help: "scroll half a page", do: roll(0, 1)},
		{keys: []string{"ctrl+u", "pgup"}, in: inPlay, do: roll(0, -1)},
		{keys: []string{"g", "home"}, show: "g G", in: inPlay, group: gMove, help: "top, bottom", do: roll(-far, 0)},
		{keys: []string{"G", "end"}, in: inPlay, do: roll(far, 0)},
		{keys: []string{"z"}, in: inPlay, group: gMove, help: "zoom the pane", hint: "zoom",
			do: func(a *App, _ string) tea.Cmd { a.zoomed = !a.zoomed; a.arrange(); return nil }},
		{keys: []string{"esc"}, in: inPlay, group: gMove, help: "step out", do: act((*App).out)},

		{keys: []string{"t"}, in: inPlay, group: gTime, help: "to the next timer", do: intent(lessons.Tick{})},
		{keys: []string{"["}, show: "[ ]", in: inPlay, group: gTime, help: "one event back, forward", hint: "time", idle: func(a *App) bool { return a.shown.Last == 0 }, do: scrub(func(n int) int { return n - 1 })},
		{keys: []string{"]"}, in: inPlay, do: scrub(func(n int) int { return n + 1 })},
		{keys: []string{"{"}, in: inPlay, group: gTime, help: "first event", do: scrub(func(int) int { return 1 })},
		{keys: []string{".", "}"}, show: "} .", in: inPlay, group: gTime, help: "now", do: scrub(func(int) int { return far })},
	}
}

func windowKeys() []binding {
	return []binding{
		{keys: []string{"?", "f1"}, show: "?", in: inPlay | onShelf, group: gWindow, help: "help",
			do: func(a *App, _ string) tea.Cmd { a.help, a.helpScroll = true, 0; return nil }},
		{keys: []string{"f1"}, show: "F1", in: inText, do: func(a *App, _ string) tea.Cmd { a.help, a.helpScroll = true, 0; return nil }},
		{keys: []string{"?", "f1", "esc", "q"}, show: "esc", in: inHelp, hint: "close",
			do: func(a *App, _ string) tea.Cmd { a.help = false; return nil }},
		{keys: []string{"j", "down"}, in: inHelp, do: func(a *App, _ string) tea.Cmd { a.helpScroll++; return nil }},
		{keys: []string{"k", "up"}, in: inHelp, do: func(a *App, _ string) tea.Cmd { a.helpScroll--; return nil }},
		{keys: []string{"E"}, in: inPlay, group: gWindow, help: "the other engine", do: act((*App).otherEngine)},
		{keys: []string{"T"}, in: inPlay | onShelf | inHelp, group: gWindow, help: "dark, light", do: act((*App).swapTheme)},
		{keys: []string{"ctrl+l"}, in: everywhere, group: gWindow, help: "draw again", do: func(*App, string) tea.Cmd { return tea.ClearScreen }},
		{keys: []string{"ctrl+z"}, in: everywhere, group: gWindow, help: "suspend", do: func(*App, string) tea.Cmd { return tea.Suspend }},
		{keys: []string{"q"}, in: inPlay, group: gWindow, help: "to the shelf, or quit", do: act((*App).leave)},
		{keys: []string{"ctrl+c"}, in: everywhere, group: gWindow, help: "quit", do: func(*App, string) tea.Cmd { return tea.Quit }},
	}
}

func shelfKeys() []binding {
	return []binding{
		{keys: []string{"j", "down", "tab"}, show: "j k", in: onShelf, group: gShelf, help: "select a lesson", hint: "select",
			do: func(a *App, _ string) tea.Cmd { a.pickLesson(1); return nil }},
		{keys: []string{"k", "up", "shift+tab"}, in: onShelf, do: func(a *App, _ string) tea.Cmd { a.pickLesson(-1); return nil }},
		{keys: []string{"g", "home"}, in: onShelf, do: func(a *App, _ string) tea.Cmd { a.pickLesson(-far); return nil }},
		{keys: []string{"G", "end"}, in: onShelf, do: func(a *App, _ string) tea.Cmd { a.pickLesson(far); return nil }},
		{keys: []string{"enter"}, in: onShelf, group: gShelf, help: "start it", hint: "start", do: act((*App).startLesson)},
		{keys: []string{"q"}, in: onShelf, group: gShelf, help: "quit", hint: "quit", do: func(*App, string) tea.Cmd { return tea.Quit }},
	}
}

// shown is the keys as people read them.
func (b *binding) shown() string {
	if b.show != "" {
		return b.show
	}
	return strings.ReplaceAll(b.keys[0], "ctrl+", "^")
}
