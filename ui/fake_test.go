package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// fakeSession notes what it was told.
type fakeSession struct {
	did     []lessons.Intent
	view    *lessons.View
	changed chan struct{}
	started int
	closed  int
}

func (f *fakeSession) Start(context.Context)    { f.started++ }
func (f *fakeSession) Do(i lessons.Intent)      { f.did = append(f.did, i) }
func (f *fakeSession) View() *lessons.View      { return f.view }
func (f *fakeSession) Lab() *lab.Lab            { return nil }
func (f *fakeSession) Changed() <-chan struct{} { return f.changed }
func (f *fakeSession) Close() error             { f.closed++; return nil }

// fakeWorld has the same snapshot at every event, but for its number.
type fakeWorld struct {
	snap   *lab.Snapshot
	events []lab.Event
	wake   chan struct{}
	ended  int
}

func (f *fakeWorld) Snapshot() *lab.Snapshot { return f.snap }
func (f *fakeWorld) Now() time.Duration      { return f.snap.At }
func (f *fakeWorld) At(seq int) *lab.Snapshot {
	s := *f.snap
	s.Seq = seq
	return &s
}
func (f *fakeWorld) Events(after int) []lab.Event     { return f.events[min(after, len(f.events)):] }
func (f *fakeWorld) Watch() (<-chan struct{}, func()) { return f.wake, func() { f.ended++ } }

var question = &lessons.Predict{Ask: "What does accept() give the server right now?", Choices: []lessons.Choice{
	{Say: "the connection from 54321"}, {Say: "the older one, 54310"}, {Say: "nothing: it blocks"}, {Say: "an error"}}}

func handshake() *lessons.Lesson {
	l := &lessons.Lesson{ID: "handshake", Title: "The three-way handshake", Goal: "See each of the three packets.", Minutes: 12}
	for range 9 {
		l.Steps = append(l.Steps, &lessons.Step{Title: "The third packet"})
	}
	return l
}

func prose(text string) lessons.Item {
	return lessons.Item{Element: &lessons.Prose{Blocks: []lessons.Block{{Spans: []lessons.Span{{Text: text}}}}}, Status: lessons.Done}
}

// view is step 4 of handshake with a prompt.
func viewOf(l *lessons.Lesson, k lessons.PromptKind) *lessons.View {
	v := &lessons.View{Lesson: l, Step: 3, Prompt: lessons.Prompt{Kind: k}}
	v.Items = []lessons.Item{prose("The client got the SYN,ACK and is already ESTABLISHED. Its ACK is held on the wire.")}
	switch k {
	case lessons.Answer:
		v.Items = append(v.Items, lessons.Item{Element: question, Chosen: -1, Truth: -1})
	case lessons.Try:
		v.Items = append(v.Items, lessons.Item{Element: &lessons.Challenge{Goal: "Make the server retransmit.", Hints: []string{"drop"}}})
	case lessons.YourTurn:
		v.Prompt.Deed, v.Prompt.Packet, v.Prompt.Text = "deliver", 3, "Release the ACK"
	}
	v.Log = []lessons.LogLine{
		{Actor: "server", Source: "l.listen(2)", Text: "None"},
		{Actor: "client", Source: `c.connect(("127.0.0.1", 8080))`},
	}
	return v
}

// rig is an App at work with a fake session.
type rig struct {
	*App
	t       testing.TB
	session *fakeSession
	world   *fakeWorld
	lesson  *lessons.Lesson
}

func newRig(t testing.TB, w, h int, k lessons.PromptKind) *rig {
	l := handshake()
	r := &rig{t: t, lesson: l, world: &fakeWorld{snap: scenetest.Handshake().Snap}}
	r.session = &fakeSession{view: viewOf(l, k)}
	other := &lessons.Lesson{ID: "queues", Title: "The two queues", Goal: "Fill them.", Minutes: 15}
	cfg := Config{
		Lessons: []*lessons.Lesson{other, l}, Start: l,
		Play: func(*lessons.Lesson) Session { return r.session },
	}
	r.App = newApp(t.Context(), cfg, draw.NewTheme(true, termenv.TrueColor, false), func(Session) {})
	r.Init()
	r.Update(tea.WindowSizeMsg{Width: w, Height: h})
	r.show()
	return r
}

// show sends the scene of what session and world now are.
func (r *rig) show() {
	s := &scene.Scene{Snap: r.world.snap, View: r.session.view, Last: r.world.snap.Seq, Chosen: -1,
		Events: []scene.Moment{{Seq: 2, Role: draw.Client}, {Seq: 9, Role: draw.Server}, {Seq: 20, Role: draw.Err}}}
	r.Update(sceneMsg{r.session, r.world, s})
}

// prompt shows another prompt.
func (r *rig) ask(k lessons.PromptKind) {
	r.session.view = viewOf(r.lesson, k)
	r.show()
}

// press sends keys by name, "ctrl+r", or runes one by one.
func (r *rig) keys(names ...string) (last tea.Cmd) {
	for _, n := range names {
		_, last = r.Update(keyMsg(n))
	}
	return last
}

func keyMsg(name string) tea.KeyMsg {
	if bare, alt := strings.CutPrefix(name, "alt+"); alt {
		m := keyMsg(bare)
		m.Alt = true
		return m
	}
	for k := tea.KeyType(-100); k < 130; k++ {
		if m := (tea.KeyMsg{Type: k}); k != tea.KeyRunes && m.String() == name && name != "" {
			return m
		}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

// screen is what is seen, without styles.
func (r *rig) screen() string { return ansi.Strip(r.View()) }

func (r *rig) wants(words ...string) {
	r.t.Helper()
	for _, w := range words {
		if !strings.Contains(r.screen(), w) {
			r.t.Errorf("%q is not on the screen:\n%s", w, r.screen())
		}
	}
}

func parkedIn(c *lab.Call) *lab.Actor { return &lab.Actor{Name: c.Actor, Parked: c} }
