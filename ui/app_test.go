package ui

import (
	"errors"
	"reflect"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/scene"
)

func TestPromptMovesFocusOnce(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Continue)
	if r.focus != Wire {
		t.Errorf("focus starts on %d", r.focus)
	}
	r.ask(lessons.Answer)
	if r.focus != Lesson {
		t.Errorf("a question moves the focus to %d", r.focus)
	}
	r.keys("6", "b")
	r.show() // a packet moved; the prompt is the same
	if r.focus != Bytes {
		t.Errorf("the same question moves the focus again, to %d", r.focus)
	}
	r.keys("1", "c")
	r.show()
	if r.chosen != 2 || r.shown.Chosen != 2 {
		t.Errorf("the cursor is lost with a scene: %d, %d on screen", r.chosen, r.shown.Chosen)
	}
	r.ask(lessons.YourTurn)
	if r.focus != Wire || r.chosen != -1 {
		t.Errorf("the student's turn: focus %d, answer %d", r.focus, r.chosen)
	}
	r.keys("4")
	r.ask(lessons.StepDone)
	if r.focus != Backlog {
		t.Errorf("another prompt moves the focus to %d", r.focus)
	}
}

func TestPacketInTheWiresPlace(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	usual := r.rects.Pane[Wire]
	r.keys("enter")
	if r.focus != Packet || r.rects.Pane[Packet] != usual || !r.rects.Pane[Wire].Empty() {
		t.Errorf("enter: focus %d, packet at %+v", r.focus, r.rects.Pane[Packet])
	}
	r.keys("tab", "tab")
	if r.focus != Sockets {
		t.Errorf("tab from the guest leads to %d, want round to 2", r.focus)
	}
	r.keys("3")
	if r.focus != Wire || r.rects.Pane[Wire] != usual {
		t.Errorf("3 does not give the wire back: %+v", r.rects.Pane)
	}
	r.keys("7", "esc")
	if r.focus != Wire || r.rects.Pane[Wire] != usual {
		t.Error("esc does not give the wire back")
	}
	r.keys("7")
	r.ask(lessons.YourTurn)
	if r.rects.Pane[Wire] != usual {
		t.Error("the student's turn does not show the wire")
	}
}

func TestResizeKeepsTheFocusOnScreen(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Continue)
	r.keys("7")
	_, cmd := r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if r.rects.Pane[Packet].Empty() {
		t.Error("the focused packet pane is off the screen")
	}
	if cmd == nil || reflect.TypeOf(cmd()) != reflect.TypeOf(tea.ClearScreen()) {
		t.Error("a new size does not clear the screen")
	}
}

func TestZoom(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Continue)
	r.keys("z")
	if got := r.rects.Pane[Wire]; got.W != 120 || got.H != 35 {
		t.Errorf("zoomed wire is %+v", got)
	}
	r.keys("4")
	if r.rects.Pane[Backlog].W != 120 {
		t.Error("the zoom does not follow the focus")
	}
	r.keys("esc")
	if r.rects.Pane[Backlog].W == 120 || r.focus != Backlog {
		t.Error("esc does not end the zoom")
	}
}

func TestScroll(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	r.keys("7")
	r.View()
	last := r.cache[Packet].rows - r.rects.Inside(Packet).H
	if last < 10 {
		t.Fatalf("the packet pane has only %d rows", r.cache[Packet].rows)
	}
	for _, c := range []struct {
		key  string
		want int
	}{{"k", 0}, {"j", 1}, {"ctrl+d", 4}, {"ctrl+u", 1}, {"G", end}, {"j", end}, {"k", last - 1}, {"g", 0}} {
		r.keys(c.key)
		r.View()
		if r.scroll[Packet] != c.want {
			t.Errorf("after %s the scroll is %d, want %d", c.key, r.scroll[Packet], c.want)
		}
	}
}

func TestScrub(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Continue)
	for _, c := range []struct {
		keys []string
		want int
	}{{[]string{"["}, 32}, {[]string{"[", "["}, 30}, {[]string{"]"}, 31}, {[]string{"{"}, 1}, {[]string{"[", "[", "["}, 0}, {[]string{"}"}, 33}, {[]string{"]"}, 33}} {
		r.keys(c.keys...)
		if r.shown.Snap.Seq != c.want {
			t.Errorf("after %v event %d is on show, want %d", c.keys, r.shown.Snap.Seq, c.want)
		}
	}
	r.keys("[")
	r.show()
	if r.shown.Snap.Seq != 32 {
		t.Error("a new scene leaves the past")
	}
	r.keys("esc")
	if r.past != live {
		t.Error("esc does not leave the past")
	}
	r.keys("[")
	r.Update(sceneMsg{r.session, &fakeWorld{snap: r.world.snap}, &scene.Scene{Snap: r.world.snap, View: r.session.view}})
	if r.past != live {
		t.Error("the past of another lab is on show")
	}
}

func TestShelf(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	if cmd := r.keys("q"); cmd == nil || cmd() != tea.Quit() {
		t.Error("q in a lesson of the command line does not quit")
	}
	r.Update(sceneMsg{}) // of no session: dropped

	app := newApp(t.Context(), r.cfg, r.theme, func(Session) {})
	app.cfg.Start = nil
	s := &rig{App: app, t: t, session: r.session, world: r.world, lesson: r.lesson}
	s.Init()
	s.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.wants("shelf", "► 01 The two queues", "Fill them.", "15 min", "02 The three-way handshake", "enter start")
	s.keys("k", "j", "j")
	s.wants("► 02 The three-way handshake")
	started := r.session.started
	s.keys("enter")
	if r.session.started != started+1 || s.App.session == nil {
		t.Fatal("enter does not start the lesson")
	}
	s.show()
	s.wants("lesson › 02")
	s.keys("?", "q")
	if s.App.session == nil {
		t.Fatal("q in the help leaves the lesson")
	}
	cmd := s.keys("q")
	if s.App.session != nil || cmd == nil {
		t.Fatal("q does not go back to the shelf")
	}
	if msg := cmd(); msg != nil || r.session.closed != 1 {
		t.Errorf("the session was closed %d times: %v", r.session.closed, msg)
	}
	s.show() // a scene that was under way
	s.wants("► 02 The three-way handshake")
	if cmd := s.keys("q"); cmd == nil || cmd() != tea.Quit() {
		t.Error("the second q does not quit")
	}
}

func TestEmptyShelf(t *testing.T) {
	app := newApp(t.Context(), Config{}, newRig(t, 80, 24, lessons.Busy).theme, func(Session) {})
	r := &rig{App: app, t: t}
	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	r.keys("enter", "j", "G")
	r.wants("No lesson is on the shelf.")
}

func TestWindowKeys(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	for key, want := range map[string]tea.Msg{"ctrl+c": tea.Quit(), "ctrl+z": tea.Suspend(), "ctrl+l": tea.ClearScreen()} {
		if cmd := r.keys(key); cmd == nil || cmd() != want {
			t.Errorf("%s does not send %T", key, want)
		}
	}
	was := r.View()
	r.keys("T")
	if r.View() == was {
		t.Error("T changes nothing")
	}
	r.keys("T")
	if r.View() != was {
		t.Error("T twice is not as before")
	}
	if _, cmd := r.Update(tea.ResumeMsg{}); cmd == nil {
		t.Error("nothing is drawn after a suspend")
	}
}

func TestFaultEndsTheWindow(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	_, cmd := r.Update(faultMsg{errors.New("broken")})
	if cmd == nil || cmd() != tea.Quit() || r.fault == nil {
		t.Error("a fault does not end the window")
	}
}
