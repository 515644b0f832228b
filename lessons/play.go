package lessons

import (
	"context"
	"fmt"

	"github.com/stillwire/stillwire/lab"
)

// Result is what a lesson, played without a student, came to.
type Result struct {
	Lesson       *Lesson
	Engine       string // "kernel"; "" if no lab was opened
	Stack        string // "Linux 6.18 kernel"
	Expectations int    // checked
	Predictions  int    // graded
	Challenges   int    // played
	Failed       int    // number of Failures
	Failures     []*Problem
}

// OK tells whether everything held.
func (r *Result) OK() bool { return r.Failed == 0 }

// Play plays a whole lesson without a student and grades it on the lab:
// expectations must hold, exactly one choice of a prediction be true, an
// observation be among its choices, a challenge not be won at its start and be
// won by its solution. What goes wrong stands in the Result, with its place;
// the error is for what is no fault of the lesson: a lab that does not open,
// a cancelled context, a transcript that cannot be written.
func Play(ctx context.Context, l *Lesson, open Opener, w Transcript) (Result, error) {
	r := &recorder{out: w, result: Result{Lesson: l}}
	p := newPlayer(ctx, l, open)
	p.hear, r.player = r, p
	defer p.close()
	if err := p.fresh(); err != nil {
		return r.result, fmt.Errorf("%s: the lab could not be opened: %w", l.File, err)
	}
	p.flow()
	for ctx.Err() == nil && r.err == nil {
		switch p.prompt.Kind {
		case Continue, YourTurn, StepDone:
			p.advance()
			continue
		case Answer:
			p.skip()
			continue
		case Try:
			p.solve()
			continue
		case Stuck:
			if p.dead == "" && p.waiting >= 0 {
				// playing the beat tells what is wrong, with its place
				p.perform(p.items[p.waiting].Element.(*Beat))
			}
		}
		break
	}
	if err := ctx.Err(); err != nil {
		return r.result, fmt.Errorf("%s: %w", l.File, err)
	}
	p.drain()
	r.end()
	return r.result, r.err
}

// recorder counts what a player finds and writes the transcript.
type recorder struct {
	player *player
	out    Transcript
	result Result
	err    error // the transcript's first
}

func (r *recorder) write(f Fact) {
	if r.out == nil || r.err != nil {
		return
	}
	r.err = r.out.Write(f)
}

func (r *recorder) begun() {
	l := r.player.lab
	r.result.Engine, r.result.Stack = l.EngineName(), l.Stack()
	r.write(lessonFact{Kind: "lesson", ID: r.result.Lesson.ID, Engine: l.EngineName(), Stack: l.Stack()})
}

func (r *recorder) step(s *Step, number, of int) { r.write(stepFact{s.Title, number, of}) }
func (r *recorder) beat(b *Beat)                 { r.write(beatFact{b.Actor, b.Source}) }
func (r *recorder) printed(actor, text string, bad bool) {
	r.write(printedFact{actor, text, bad})
}

func (r *recorder) events(all []lab.Event) {
	for _, e := range all {
		if f := factOf(&e); f != nil {
			r.write(f)
		}
	}
}

func (r *recorder) expected(e *Expect, x Expr, ok bool, saw string) {
	r.result.Expectations++
	r.write(expectFact{Kind: "expect", OK: ok, At: x.Line, Expr: x.Text, Saw: saw})
}

func (r *recorder) graded(q *Predict, truth int) {
	r.result.Predictions++
	f := predictFact{Kind: "predict", OK: truth >= 0, At: q.Line}
	if truth >= 0 {
		f.True = &q.Choices[truth].Say
	}
	r.write(f)
}

func (r *recorder) observed(q *Observe, answer string, truth int) {
	r.write(observeFact{q.Line, answer, truth >= 0 || len(q.Choices) == 0})
}

func (r *recorder) challenged(c *Challenge, wonAtStart, won bool, missing string) {
	r.result.Challenges++
	r.write(challengeFact{Kind: "challenge", OK: won && !wonAtStart, At: c.Line, WonAtStart: wonAtStart, Won: won, missing: missing})
}

func (r *recorder) failed(p *Problem) {
	r.result.Failures = append(r.result.Failures, p)
	r.result.Failed++
}

func (r *recorder) end() {
	f := endFact{Kind: "end", OK: r.result.OK(), Expectations: r.result.Expectations, Failed: r.result.Failed}
	for _, p := range r.result.Failures {
		f.Failures = append(f.Failures, p.Error())
	}
	r.write(f)
}
