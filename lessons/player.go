package lessons

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/lessons/script"
)

// Opener gives a fresh lab for a lesson.
type Opener func(ctx context.Context, l *Lesson) (*lab.Lab, error)

// Options are what a lab for the lesson is opened with.
func (l *Lesson) Options() lab.Options {
	return lab.Options{Profile: l.Profile, Mode: wire.Mode(l.Wire), Set: l.Set}
}

// Actors are all that a lesson gives a prompt, in order of their first beat.
func (l *Lesson) Actors() []string {
	var names []string
	add := func(b *Beat) {
		if !b.OnWire() && !slices.Contains(names, b.Actor) {
			names = append(names, b.Actor)
		}
	}
	for _, s := range l.Steps {
		for _, e := range s.Elements {
			switch e := e.(type) {
			case *Beat:
				add(e)
			case *Challenge:
				for _, b := range slices.Concat(e.Start, e.Solution) {
					add(b)
				}
			}
		}
	}
	return names
}

// hearer is told what a player finds; Play writes it down.
type hearer interface {
	begun()                                                        // a lab was opened
	step(s *Step, number, of int)                                  // it begins
	beat(b *Beat)                                                  // it begins
	events([]lab.Event)                                            // in order, all of them
	expected(e *Expect, x Expr, ok bool, saw string)               // an expectation was checked
	graded(q *Predict, truth int)                                  // -1: not exactly one choice is true
	observed(q *Observe, answer string, truth int)                 // truth -1: none of the choices
	challenged(c *Challenge, wonAtStart, won bool, missing string) // its solution was played
	failed(p *Problem)                                             // anything that should not be
	printed(actor, text string, bad bool)                          // at a prompt
}

// answer is what a student has locked; choice is -1 for none, or for a typed
// answer.
type answer struct {
	choice int
	text   string
}

// player executes the elements of a lesson on one lab: the only code that
// does, with a student (Runner) or without (Play). One goroutine owns it.
type player struct {
	ctx    context.Context
	lesson *Lesson
	open   Opener
	hear   hearer // nil = nobody
	tell   func() // the view has changed while it works; nil = nobody looks

	lab   *lab.Lab
	house *script.House
	snap  *lab.Snapshot // as of the last settling
	stale bool          // the lab has moved since
	seen  int           // newest event that was handed on

	step     int
	at       int // the element of the step that comes or waits
	waiting  int // item that waits for the student; -1 = none
	items    []Item
	pending  []int // items of predictions not yet graded
	ripe     bool  // the beats that decide them have been played
	touched  bool  // something was done in this step
	handled  bool  // the student's own hand has acted since the challenge began
	toStep   int   // before this place it plays by itself
	toAt     int
	parked   []*parkedBeat
	prompt   Prompt
	dead     string // the lesson cannot go on: why
	notice   string
	bad      bool
	log      []LogLine
	answers  map[Element]answer
	right    map[Element]bool // graded answers
	verdicts map[*Expect][]Status
	solved   map[*Challenge]bool
}

// parkedBeat is a statement that has not ended when the lab had settled.
type parkedBeat struct {
	run  *script.Running
	beat *Beat
	step int
	item int // -1 = it has none
	call string
}

func newPlayer(ctx context.Context, l *Lesson, open Opener) *player {
	return &player{ctx: ctx, lesson: l, open: open, waiting: -1,
		answers: map[Element]answer{}, solved: map[*Challenge]bool{}}
}

// fresh opens a new lab and stands before the first element.
func (p *player) fresh() error {
	p.close()
	l, err := p.open(p.ctx, p.lesson)
	if err != nil {
		p.stuck("the lab could not be opened: " + err.Error())
		return err
	}
	p.lab, p.house = l, script.New(l, p.lesson.Actors())
	p.snap, p.seen = l.Snapshot(), 0
	p.log, p.parked, p.dead, p.notice, p.bad = nil, nil, "", "", false
	p.right, p.verdicts = map[Element]bool{}, map[*Expect][]Status{}
	if p.hear != nil {
		p.hear.begun()
	}
	p.enter(0)
	return nil
}

func (p *player) close() {
	if p.lab != nil {
		p.house.Close()
		p.lab.Close()
	}
}

// enter stands before the first element of a step.
func (p *player) enter(step int) {
	p.step, p.at, p.waiting = step, 0, -1
	p.items, p.pending, p.ripe, p.touched, p.handled = nil, nil, false, false, false
	if p.hear != nil {
		p.hear.step(p.lesson.Steps[step], step+1, len(p.lesson.Steps))
	}
}

// busy shows that the lab is at work.
func (p *player) busy() {
	p.prompt = Prompt{Kind: Busy}
	if p.tell != nil {
		p.tell()
	}
}

// say puts a line before the student.
func (p *player) say(bad bool, format string, args ...any) {
	p.notice, p.bad = fmt.Sprintf(format, args...), bad
}

// stuck says that the lesson cannot go on from here.
func (p *player) stuck(why string) {
	p.dead = why
	p.say(true, "%s", why)
	p.prompt = Prompt{Kind: Stuck, Text: why + ". p goes back to the start of this step on a fresh lab; ctrl+r starts the lesson over."}
}

// fail tells a problem; the lesson may go on.
func (p *player) fail(pr *Problem) {
	words := pr.What
	if pr.Found != "" {
		words += ": " + pr.Found
	}
	if pr.Do != "" {
		words += ": " + pr.Do
	}
	p.say(true, "%s", words)
	if p.hear != nil {
		p.hear.failed(pr)
	}
}

func (p *player) problem(at Pos, what, found, do string) *Problem {
	return p.lesson.source().problem(at, what, found, do)
}

// scripted makes a Problem of an error of a script.
func (p *player) scripted(at Pos, what string, err error) *Problem {
	return p.lesson.source().scripted(at, what, err)
}

// settle waits until the lab is quiet and takes in what has happened.
func (p *player) settle() error {
	s, err := p.lab.Settle(p.ctx)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			p.stuck("the lab did not settle: " + err.Error())
		}
		return err
	}
	p.snap, p.stale = s, false
	p.drain()
	p.refresh()
	return nil
}

// eyes look at the settled lab.
func (p *player) eyes() *script.Eyes {
	if p.stale {
		p.settle()
	}
	return p.house.Look(p.snap)
}

// drain hands the new events on, and tells faults of the lab itself.
func (p *player) drain() {
	events := p.lab.Events(p.seen)
	if len(events) == 0 {
		return
	}
	p.seen = events[len(events)-1].Seq
	if p.hear != nil {
		p.hear.events(events)
	}
	for _, e := range events {
		if e.Kind == lab.Fault {
			first, _, _ := strings.Cut(e.Text, "\n")
			p.fail(p.problem(p.here(), "lab", "a fault of the lab itself: "+first, "start the step again"))
		}
	}
}

// here is the place of the element that comes or waits.
func (p *player) here() Pos {
	s := p.lesson.Steps[p.step]
	if p.at < len(s.Elements) {
		return s.Elements[p.at].Where()
	}
	return Pos{s.Line, 1}
}

// view is a copy for the screen.
func (p *player) view() *View {
	v := &View{Lesson: p.lesson, Step: p.step, Items: slices.Clone(p.items), Prompt: p.prompt,
		Notice: p.notice, Bad: p.bad, Log: slices.Clone(p.log), Ended: p.prompt.Kind == Finished}
	for _, ok := range p.right {
		v.Predicted++
		if ok {
			v.Right++
		}
	}
	for _, held := range p.verdicts {
		for _, s := range held {
			switch s {
			case Held:
				v.Expected++
			case Broken:
				v.Expected++
				v.Missed++
			}
		}
	}
	return v
}
