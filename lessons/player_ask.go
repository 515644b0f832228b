package lessons

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stillwire/stillwire/lessons/script"
)

// at makes a script of an expression of the lesson's file.
func (p *player) expr(at Pos, text string) script.Code {
	return script.Code{File: p.lesson.File, Line: at.Line, Col: at.Col, Text: text}
}

// expect checks every line of an expect fence.
func (p *player) expect(e *Expect) {
	i := p.push(e)
	held, saw := make([]Status, len(e.Exprs)), make([]string, len(e.Exprs))
	eyes := p.eyes()
	p.items[i].Status = Held
	for j, x := range e.Exprs {
		if !For(x.Only, p.lab.EngineName()) {
			continue
		}
		at := Pos{x.Line, x.Col}
		ok, found, err := eyes.True(p.expr(at, x.Text))
		if err != nil {
			found = err.Error()
		}
		held[j] = Held
		if !ok {
			held[j], saw[j] = Broken, found
			p.items[i].Status = Broken
			p.fail(p.problem(at, "expect", x.Text+" does not hold", found))
		}
		if p.hear != nil {
			p.hear.expected(e, x, ok, found)
		}
	}
	p.items[i].Held, p.items[i].Saw = held, saw
	p.verdicts[e] = held
}

// lock takes an answer to a prediction; it is graded when its beats have been
// played. given is false for one that was left open.
func (p *player) lock(i int, a answer, given bool) {
	p.items[i].Status = Done
	if given {
		p.items[i].Status, p.items[i].Chosen = Locked, a.choice
	}
	p.pending = append(p.pending, i)
	p.ripe = false
	p.at++
}

// grade judges the predictions whose beats have been played; at the end of the
// step, all that are left.
func (p *player) grade(end bool) {
	if len(p.pending) == 0 || !p.ripe && !end {
		return
	}
	var later []int
	for _, i := range p.pending {
		q := p.items[i].Element.(*Predict)
		if q.AfterStep && !end {
			later = append(later, i)
			continue
		}
		p.gradeOne(i, q)
	}
	p.pending, p.ripe = later, false
}

func (p *player) gradeOne(i int, q *Predict) {
	truth := p.truth(q)
	it := &p.items[i]
	it.Truth = truth
	if p.hear != nil {
		p.hear.graded(q, truth)
	}
	if it.Status != Locked {
		return
	}
	if truth < 0 {
		it.Status = Done // the lesson is wrong, not the student
		return
	}
	p.right[q] = it.Chosen == truth
	it.Status = verdict(p.right[q])
}

// truth is the one choice that the lab makes true; -1 and a problem told if
// there is none, or more than one.
func (p *player) truth(q *Predict) int {
	eyes := p.eyes()
	var holding []int
	var why []string
	for i, c := range q.Choices {
		ok, saw, err := eyes.True(p.expr(c.WhenAt, c.When))
		var e *script.Error
		switch {
		case ok:
			holding = append(holding, i)
		case errors.As(err, &e) && !e.Missing:
			p.fail(p.scripted(c.WhenAt, "when", err))
			return -1
		case err != nil:
			why = append(why, err.Error())
		case !slices.Contains(why, saw):
			why = append(why, saw)
		}
	}
	switch len(holding) {
	case 1:
		return holding[0]
	case 0:
		p.fail(p.problem(q.Pos, "predict", "no choice is true", strings.Join(why, "; ")))
	default:
		said := make([]string, len(holding))
		for i, h := range holding {
			said[i] = fmt.Sprintf("%q", q.Choices[h].Say)
		}
		p.fail(p.problem(q.Pos, "predict", "more than one choice is true: "+strings.Join(said, ", "), "write each `when` so that it excludes the others"))
	}
	return -1
}

// judge compares an observation with what the lab says. given is false for a
// question that was left open.
func (p *player) judge(i int, a answer, given bool) {
	p.at++
	it := &p.items[i]
	q := it.Element.(*Observe)
	text, err := p.eyes().Text(p.expr(q.At, q.Answer))
	it.Status = Done
	if err != nil {
		p.fail(p.scripted(q.At, "answer", err))
		if p.hear != nil {
			p.hear.observed(q, "", -1)
		}
		return
	}
	it.Answer = text
	it.Truth = slices.IndexFunc(q.Choices, func(c string) bool { return sameText(c, text) })
	if p.hear != nil {
		p.hear.observed(q, text, it.Truth)
	}
	if len(q.Choices) > 0 && it.Truth < 0 {
		p.fail(p.problem(q.Pos, "observe", fmt.Sprintf("the lab says %q, which is none of the choices", text), "add it to the choices"))
		return
	}
	if !given {
		return
	}
	it.Chosen = a.choice
	ok := sameText(a.text, text)
	if len(q.Choices) > 0 {
		ok = a.choice == it.Truth
	}
	p.right[q] = ok
	it.Status = verdict(ok)
}

func verdict(ok bool) Status {
	if ok {
		return Held
	}
	return Broken
}

// sameText compares answers without regard to case and outer space.
func sameText(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// chooseAt locks the choice with this index.
func (p *player) chooseAt(i int) { p.choose(answer{choice: i}) }

// choose locks the student's answer to the question that waits.
func (p *player) choose(a answer) {
	if p.prompt.Kind != Answer {
		return
	}
	i := p.waiting
	e := p.items[i].Element
	many := 0
	switch q := e.(type) {
	case *Predict:
		many = len(q.Choices)
	case *Observe:
		many = len(q.Choices)
	}
	if many > 0 && a.text != "" {
		a.choice = matching(e, a.text)
	}
	if many > 0 && (a.choice < 0 || a.choice >= many) {
		p.say(true, "There is no such choice: there are %d.", many)
		return
	}
	if many == 0 {
		a.choice = -1
	}
	p.notice, p.bad, p.touched, p.waiting = "", false, true, -1
	p.answers[e] = a
	if _, ok := e.(*Predict); ok {
		p.lock(i, a, true)
	} else {
		p.judge(i, a, true)
	}
	p.flow()
}

// matching is the choice that a typed answer means; -1 if none.
func matching(e Element, text string) int {
	if q, ok := e.(*Observe); ok {
		return slices.IndexFunc(q.Choices, func(c string) bool { return sameText(c, text) })
	}
	return -1
}
