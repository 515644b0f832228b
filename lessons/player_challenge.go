package lessons

import (
	"errors"

	"github.com/stillwire/stillwire/lessons/script"
)

// challenge sets the stage and waits for the student; false if it does.
func (p *player) challenge(c *Challenge, alone bool) bool {
	i := p.push(c)
	p.items[i].Status = Running
	p.busy()
	for _, b := range c.Start {
		if !p.play(b, -1) {
			p.items[i].Status = Broken
			return false
		}
	}
	if p.settle() != nil {
		return false
	}
	p.items[i].Status = Next
	p.handled = false
	if won, _ := p.won(c); won {
		p.fail(p.problem(c.Pos, "challenge", "it is won before anything was done: "+c.Win, "ask for more in win, or let start lead further away"))
	}
	if alone {
		p.items[i].Status = Done
		if p.solved[c] {
			p.solution(i, c)
		}
		p.at++
		return true
	}
	p.waiting = i
	p.ask()
	return false
}

// won evaluates the goal. A variable that does not exist yet is no error: the
// goal is not reached. missing says what is.
func (p *player) won(c *Challenge) (won bool, missing string) {
	won, saw, err := p.house.Look(p.snap).True(p.expr(c.At, c.Win))
	var e *script.Error
	if errors.As(err, &e) {
		if !e.Missing {
			p.fail(p.scripted(c.At, "win", err))
		}
		return false, e.Error()
	}
	return won, saw
}

// tryWin looks whether the open challenge is won, and goes on if so.
func (p *player) tryWin() bool {
	if p.waiting < 0 {
		return false
	}
	i := p.waiting
	c, ok := p.items[i].Element.(*Challenge)
	if !ok || !p.handled {
		return false
	}
	if won, _ := p.won(c); !won {
		return false
	}
	p.items[i].Status = Held
	p.solved[c] = true
	p.waiting = -1
	p.at++
	p.flow()
	return true
}

// solve is the student's S: the solution is played, on a fresh lab if the
// student's hand has changed this one.
func (p *player) solve() {
	if p.prompt.Kind != Try {
		p.say(false, "There is no open challenge.")
		return
	}
	hints := p.items[p.waiting].Hints
	if p.handled {
		p.rewind(p.step, p.at)
		if p.prompt.Kind != Try {
			return
		}
		p.items[p.waiting].Hints = hints
	}
	i := p.waiting
	c := p.items[i].Element.(*Challenge)
	p.notice, p.bad, p.touched, p.waiting = "", false, true, -1
	if !p.solution(i, c) {
		return
	}
	p.at++
	p.flow()
}

// solution plays the beats of the solution and looks whether they win.
func (p *player) solution(i int, c *Challenge) bool {
	atStart, _ := p.won(c)
	p.items[i].Status = Running
	p.busy()
	for _, b := range c.Solution {
		if !p.play(b, -1) {
			p.items[i].Status = Broken
			return false
		}
	}
	won, missing := p.won(c)
	if p.hear != nil {
		p.hear.challenged(c, atStart, won, missing)
	}
	p.items[i].Status = Held
	p.solved[c] = true
	if !won {
		p.items[i].Status = Broken
		p.fail(p.problem(c.At, "challenge", "its solution does not win", missing))
	}
	return true
}

// hint shows the next hint of the open challenge.
func (p *player) hint() {
	if p.prompt.Kind != Try {
		p.say(false, "There is no open challenge.")
		return
	}
	it := &p.items[p.waiting]
	if it.Hints < len(it.Element.(*Challenge).Hints) {
		it.Hints++
		return
	}
	p.say(false, "No more hints; S shows a solution.")
}
