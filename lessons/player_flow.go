package lessons

// flow goes on through what needs no student, and stops at what does.
func (p *player) flow() {
	for p.dead == "" && p.ctx.Err() == nil {
		elements := p.lesson.Steps[p.step].Elements
		alone := p.step < p.toStep || p.step == p.toStep && p.at < p.toAt
		if p.at >= len(elements) {
			p.grade(true)
			if alone && p.step < p.toStep {
				p.enter(p.step + 1)
				continue
			}
			p.endStep()
			return
		}
		e := elements[p.at]
		if !For(guard(e), p.lab.EngineName()) {
			p.at++
			continue
		}
		if _, ok := e.(*Expect); !ok {
			p.grade(false)
		}
		if !p.pass(e, alone) {
			return
		}
	}
}

// pass deals with one element; false if it waits for the student.
func (p *player) pass(e Element, alone bool) bool {
	switch e := e.(type) {
	case *Beat:
		i := p.push(e)
		if !alone {
			p.waiting = i
			p.ask()
			return false
		}
		p.perform(e)
	case *Expect:
		p.expect(e)
		p.at++
	case *Predict:
		i := p.push(e)
		if a, ok := p.answers[e]; ok || alone {
			p.lock(i, a, ok)
			break
		}
		p.waiting = i
		p.ask()
		return false
	case *Observe:
		i := p.push(e)
		if a, ok := p.answers[e]; ok || alone {
			p.judge(i, a, ok)
			break
		}
		p.waiting = i
		p.ask()
		return false
	case *Challenge:
		return p.challenge(e, alone)
	default: // prose, and what is shown
		p.items[p.push(e)].Status = Done
		p.at++
	}
	return true
}

// push puts the element on show.
func (p *player) push(e Element) int {
	p.items = append(p.items, Item{Element: e, Status: Next, Chosen: -1, Truth: -1})
	return len(p.items) - 1
}

// ask sets the prompt for the element that waits.
func (p *player) ask() {
	if p.dead != "" || p.waiting < 0 {
		return
	}
	switch e := p.items[p.waiting].Element.(type) {
	case *Beat:
		p.prompt = p.offer(e)
	case *Predict, *Observe:
		p.prompt = Prompt{Kind: Answer}
	case *Challenge:
		p.prompt = Prompt{Kind: Try}
	}
}

// endStep stops after the step's last element.
func (p *player) endStep() {
	p.waiting = -1
	kind := StepDone
	if p.step == len(p.lesson.Steps)-1 {
		kind = Finished
	}
	p.prompt = Prompt{Kind: kind}
}

// advance is the student's n.
func (p *player) advance() {
	switch p.prompt.Kind {
	case Continue, YourTurn:
		p.notice, p.bad = "", false
		p.perform(p.items[p.waiting].Element.(*Beat))
		p.flow()
	case StepDone:
		p.notice, p.bad = "", false
		p.enter(p.step + 1)
		p.flow()
	case Answer:
		p.say(false, "Answer first; N leaves the question open.")
	case Try:
		p.say(false, "The challenge waits; N leaves it, S shows a solution.")
	}
}

// skip is the student's N: a question or challenge is left open.
func (p *player) skip() {
	if p.prompt.Kind != Answer && p.prompt.Kind != Try {
		return
	}
	p.notice, p.bad, p.touched = "", false, true
	i := p.waiting
	p.waiting = -1
	switch p.items[i].Element.(type) {
	case *Predict:
		p.lock(i, answer{choice: -1}, false)
	case *Observe:
		p.judge(i, answer{choice: -1}, false)
	case *Challenge:
		p.items[i].Status = Done
		p.at++
	}
	p.flow()
}

// guard is the engines an element is kept for; nil = all.
func guard(e Element) []string {
	switch e := e.(type) {
	case *Beat:
		return e.Only
	case *Expect:
		return e.Only
	case *Predict:
		return e.Only
	case *Observe:
		return e.Only
	case *Challenge:
		return e.Only
	}
	return nil
}

// endsFence tells whether the beat at p.at is the last of its fence.
func (p *player) endsFence(b *Beat) bool {
	for _, e := range p.lesson.Steps[p.step].Elements[p.at+1:] {
		if !For(guard(e), p.lab.EngineName()) {
			continue
		}
		next, ok := e.(*Beat)
		return !ok || next.Fence != b.Fence
	}
	return true
}
