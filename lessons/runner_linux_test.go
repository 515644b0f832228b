package lessons

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
)

const small = head + `## The client calls
Some prose.
` + "```python server" + `
l = socket.socket()
l.bind(("127.0.0.1", 8080))
l.listen(2)
` + "```\n```yaml predict" + `
ask: Which state?
choices:
  - {say: CLOSED, when: 'client.c.state == "CLOSED"', why: no}
  - {say: SYN_SENT, when: 'client.c.state == "SYN_SENT"', why: "yes"}
` + "```\n```python client" + `
c = socket.socket()
c.connect(("127.0.0.1", 8080))
` + "```\n```python expect" + `
client.blocked == "connect"
client.c.state == "ESTABLISHED"
` + "```" + `

## The packets
` + "```python wire" + `
deliver("SYN")
deliver("SYN,ACK")
` + "```\n```yaml observe" + `
ask: And now?
answer: client.c.state
choices: [SYN_SENT, ESTABLISHED]
` + "```" + `

## Now you
` + "```yaml challenge" + `
goal: Empty the wire
win: 'len(wire.held) == 0'
hints: [one, two]
solution: |
  wire: deliver("ACK")
` + "```\n"

// student drives a runner from a test.
type student struct {
	t *testing.T
	r *Runner
}

func newStudent(t *testing.T, src string) *student {
	open := onKernel(t)
	r := NewRunner(parsed(t, src), open)
	t.Cleanup(func() { r.Close() })
	if k := r.View().Prompt.Kind; k != Busy {
		t.Errorf("before Start the prompt is %v", k)
	}
	r.Start(t.Context())
	s := &student{t, r}
	s.until("opened", func(v *View) bool { return v.Prompt.Kind != Busy })
	return s
}

// until waits for a view; a second limit ends a test that hangs.
func (s *student) until(what string, ok func(*View) bool) *View {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	for {
		v := s.r.View()
		if ok(v) {
			return v
		}
		select {
		case <-s.r.Changed():
		case <-ctx.Done():
			s.t.Fatalf("%s: never came; the view is\n%s", what, show(v))
		}
	}
}

// do sends an intent and waits for the view that answers it.
func (s *student) do(i Intent) *View {
	s.t.Helper()
	before := s.r.View()
	s.r.Do(i)
	return s.until(fmt.Sprintf("%T", i), func(v *View) bool { return v != before && v.Prompt.Kind != Busy })
}

func (s *student) want(v *View, kind PromptKind, text string) {
	s.t.Helper()
	if v.Prompt.Kind != kind || !strings.Contains(v.Prompt.Text, text) {
		s.t.Fatalf("want prompt %v %q; the view is\n%s", kind, text, show(v))
	}
}

func show(v *View) string {
	var b strings.Builder
	fmt.Fprintf(&b, "step %d prompt %+v notice %q bad=%v ended=%v %d/%d %d/%d\n", v.Step, v.Prompt, v.Notice, v.Bad, v.Ended, v.Right, v.Predicted, v.Missed, v.Expected)
	for _, it := range v.Items {
		fmt.Fprintf(&b, "  %T %d chosen %d truth %d answer %q held %v saw %q hints %d blocked %q printed %q\n", it.Element, it.Status, it.Chosen, it.Truth, it.Answer, it.Held, it.Saw, it.Hints, it.Blocked, it.Printed)
	}
	for _, l := range v.Log {
		fmt.Fprintf(&b, "  | %s >>> %s | %s\n", l.Actor, l.Source, l.Text)
	}
	return b.String()
}

func TestRunner(t *testing.T) {
	s := newStudent(t, small)
	v := s.r.View()
	s.want(v, Continue, "")
	if v.Prompt.Beat.Source != "l = socket.socket()" || len(v.Items) != 2 || v.Items[0].Status != Done {
		t.Fatal(show(v))
	}
	s.do(Advance{})
	s.do(Advance{})
	v = s.do(Advance{})
	s.want(v, Answer, "")
	if v = s.do(Advance{}); v.Prompt.Kind != Answer || v.Notice == "" {
		t.Errorf("n does not pass a question: %s", show(v))
	}
	v = s.do(Choose{0})
	s.want(v, Continue, "")
	if q := v.Items[4]; q.Status != Locked || q.Chosen != 0 || q.Truth != -1 {
		t.Errorf("locked, not yet graded: %s", show(v))
	}
	if v = s.do(Advance{}); v.Items[4].Status != Locked {
		t.Errorf("graded before the fence has ended: %s", show(v))
	}
	v = s.do(Advance{})
	s.want(v, StepDone, "")
	if q := v.Items[4]; q.Status != Broken || q.Truth != 1 || v.Predicted != 1 || v.Right != 0 {
		t.Errorf("a wrong answer shows the truth: %s", show(v))
	}
	if b := v.Items[6]; b.Status != Done || b.Blocked != "connect()" {
		t.Errorf("the parked beat: %s", show(v))
	}
	if e := v.Items[7]; e.Status != Broken || e.Held[0] != Held || e.Held[1] != Broken || e.Saw[1] != `client.c.state is "SYN_SENT"` || v.Expected != 2 || v.Missed != 1 {
		t.Errorf("the expectation: %s", show(v))
	}
	if l := v.Log[len(v.Log)-1]; l.Text != "... parked in connect()" {
		t.Errorf("the log: %s", show(v))
	}

	v = s.do(Advance{})
	s.want(v, YourTurn, "Release the SYN")
	if v.Prompt.Deed != string(lab.Deliver) || v.Prompt.Packet != 1 {
		t.Errorf("the deed: %s", show(v))
	}
	v = s.do(Hand{Deed: lab.Deliver, Packet: 1}) // the very deed the lesson wants
	s.want(v, YourTurn, "Release the SYN,ACK")
	if v.Items[0].Status != Done {
		t.Errorf("the student's own deed is the beat: %s", show(v))
	}
	v = s.do(Advance{})
	s.want(v, Answer, "")
	if l := v.Log[len(v.Log)-1]; l.Text != "connect() returned" {
		t.Errorf("connect returned later: %s", show(v))
	}
	v = s.do(Choose{1})
	s.want(v, StepDone, "")
	if o := v.Items[2]; o.Status != Held || o.Answer != "ESTABLISHED" || o.Truth != 1 || v.Right != 1 || v.Predicted != 2 {
		t.Errorf("the observation: %s", show(v))
	}

	v = s.do(Advance{})
	s.want(v, Try, "")
	if v = s.do(Hint{}); v.Items[0].Hints != 1 {
		t.Errorf("a hint: %s", show(v))
	}
	v = s.do(Hand{Deed: lab.Drop}) // any path counts
	s.want(v, Finished, "")
	if !v.Ended || v.Items[0].Status != Held {
		t.Errorf("won: %s", show(v))
	}
}

// The hand leaves the script; the lesson says so and goes back.
func TestRunnerOffScript(t *testing.T) {
	s := newStudent(t, small)
	for range 3 {
		s.do(Advance{})
	}
	s.do(Choose{1})
	s.do(Advance{})
	v := s.do(Advance{})
	if v.Right != 1 {
		t.Errorf("the right answer: %s", show(v))
	}
	s.want(s.do(Advance{}), YourTurn, "Release the SYN")
	first := s.r.Lab()
	v = s.do(Hand{Deed: lab.Duplicate, Packet: 1})
	s.want(v, YourTurn, "Release the SYN, packet 1")
	v = s.do(Hand{Deed: lab.Drop, Packet: 1})
	s.want(v, YourTurn, "Release the SYN")
	v = s.do(Hand{Deed: lab.Drop})
	s.want(v, Stuck, "nothing is held")
	if v = s.do(Advance{}); v.Prompt.Kind != Stuck {
		t.Errorf("n does nothing when stuck: %s", show(v))
	}
	if v = s.do(Hand{Deed: lab.Drop}); !v.Bad || !strings.Contains(v.Notice, "no packet is held") {
		t.Errorf("a deed on nothing: %s", show(v))
	}

	v = s.do(Back{}) // to the start of this step
	s.want(v, YourTurn, "Release the SYN")
	if s.r.Lab() == first || s.r.Lab() == nil {
		t.Error("the lab is not a fresh one")
	}
	if v.Step != 1 || v.Predicted != 1 || v.Right != 1 || v.Expected != 2 {
		t.Errorf("after going back: %s", show(v))
	}
	if held := s.r.Lab().Snapshot().Held(); len(held) != 1 || held[0].Fate != wire.Held {
		t.Errorf("replayed: %v", held)
	}
	v = s.do(Back{}) // to the one before
	if v.Step != 0 || v.Prompt.Kind != Continue || len(v.Log) != 0 {
		t.Errorf("one step back: %s", show(v))
	}
	for range 3 {
		v = s.do(Advance{})
	}
	if v.Items[4].Status != Locked || v.Items[4].Chosen != 1 {
		t.Errorf("the answer is kept: %s", show(v))
	}
	v = s.do(Reset{})
	if v.Step != 0 || v.Predicted != 0 || v.Expected != 0 {
		t.Errorf("after reset: %s", show(v))
	}
}

func TestRunnerSolve(t *testing.T) {
	s := newStudent(t, small)
	for range 3 {
		s.do(Advance{})
	}
	s.do(Skip{})
	for range 5 {
		s.do(Advance{})
	}
	v := s.do(Skip{})
	if v.Items[2].Status != Done || v.Items[2].Answer != "ESTABLISHED" || v.Predicted != 0 {
		t.Errorf("left open: %s", show(v))
	}
	s.want(s.do(Advance{}), Try, "")
	s.do(Hint{})
	s.do(Hand{Deed: lab.Duplicate}) // so that the solution would not fit this lab any more
	v = s.do(Solve{})
	s.want(v, Finished, "")
	if v.Items[0].Status != Held || v.Items[0].Hints != 1 {
		t.Errorf("solved: %s", show(v))
	}
}

func TestRunnerBusyActor(t *testing.T) {
	s := newStudent(t, head+opening+"```python client\nx = 1\n```\n")
	for range 5 {
		s.do(Advance{})
	}
	v := s.do(Advance{})
	s.want(v, Stuck, "client is parked in connect(")
	if !strings.Contains(v.Prompt.Text, "client2") {
		t.Errorf("no way out is named: %s", show(v))
	}
}

// A lab that does not open is said; going back tries again.
func TestRunnerCannotOpen(t *testing.T) {
	real := onKernel(t)
	works := false
	r := NewRunner(parsed(t, small), func(ctx context.Context, l *Lesson) (*lab.Lab, error) {
		if !works {
			works = true
			return nil, errors.New("no namespace")
		}
		return real(ctx, l)
	})
	defer r.Close()
	r.Start(t.Context())
	s := &student{t, r}
	v := s.until("opened", func(v *View) bool { return v.Prompt.Kind != Busy })
	s.want(v, Stuck, "no namespace")
	s.want(s.do(Reset{}), Continue, "")
}

func TestRunnerClose(t *testing.T) {
	open := onKernel(t)
	r := NewRunner(parsed(t, small), open)
	r.Close() // before Start
	r.Start(t.Context())

	r = NewRunner(parsed(t, head+"## S\n```python wire\nclock.advance(500)\n```\n"), open)
	r.Start(t.Context())
	s := &student{t, r}
	s.until("opened", func(v *View) bool { return v.Prompt.Kind == Continue })
	r.Do(Advance{})
	s.until("busy", func(v *View) bool { return v.Prompt.Kind == Busy })
	r.Close() // must not wait 500 seconds
	if r.Lab() == nil {
		t.Error("no lab")
	}
}
