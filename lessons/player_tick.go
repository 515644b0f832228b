package lessons

import (
	"fmt"
	"time"
)

// tick lets time pass until the stack's next timer fires.
func (p *player) tick() {
	if p.lab == nil || p.prompt.Kind == Busy {
		return
	}
	if !p.lab.Caps().Stopped {
		p.say(false, "The clock of this engine runs by itself: what is to come, comes.")
		return
	}
	if why := p.early(); why != "" {
		p.say(false, "%s", why)
		return
	}
	in, cause, ok := p.lab.Next(p.ctx)
	if !ok {
		p.say(false, "No timer is armed: nothing would happen, however long one waits.")
		return
	}
	p.touched, p.handled = true, true
	p.log = append(p.log, LogLine{Actor: "wire", Source: fmt.Sprintf("clock.advance(%.3f)", in.Seconds())})
	if err := p.lab.Advance(p.ctx, in); err != nil {
		if !stopped(err) {
			p.say(true, "the clock could not be moved: %s", err)
		}
		return
	}
	if p.settle() != nil || p.tryWin() {
		return
	}
	p.ask()
	p.say(false, "%s later: %s", in.Round(time.Millisecond), cause)
}
