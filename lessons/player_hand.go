package lessons

import (
	"errors"
	"fmt"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
)

// hand is the student's own deed on a packet. One that the lesson wants next
// is that beat; any other is done as well, and the way on is looked at anew.
func (p *player) hand(d lab.Deed, number int) {
	if p.lab == nil || p.prompt.Kind == Busy {
		return
	}
	whole := d == lab.Hold || d == lab.Free
	if number == 0 && !whole {
		if held := p.lab.Snapshot().Held(); len(held) > 0 {
			number = held[0].Number
		}
	}
	if w := p.prompt; w.Kind == YourTurn && w.Deed == string(d) && (whole || w.Packet == number) {
		p.advance()
		return
	}
	if why := p.early(); why != "" {
		p.say(false, "%s", why)
		return
	}
	p.notice, p.bad, p.touched, p.handled = "", false, true, true
	label := ""
	if k := p.lab.Snapshot().Packet(number); k != nil && !whole {
		label = fmt.Sprintf("%q", k.Label())
	}
	if _, err := p.lab.Wire(p.ctx, d, number); err != nil {
		var none *lab.NoPacketError
		switch {
		case errors.As(err, &none):
			p.say(true, "%s", none.Error())
		case !stopped(err):
			p.say(true, "%s: %s", d, err)
		}
		return
	}
	p.log = append(p.log, LogLine{Actor: "wire", Source: fmt.Sprintf("%s(%s)", d, label)})
	if p.settle() != nil || p.tryWin() {
		return
	}
	p.ask()
	if d == lab.Drop && p.dead == "" {
		p.say(false, "%s", p.dropped(number))
	}
}

// early says why the hand must wait: a packet that moves before its question
// is answered, or before its step has begun, takes the lesson away.
func (p *player) early() string {
	switch p.prompt.Kind {
	case Answer:
		return "Answer first, then act: the question is about this packet. N leaves it open."
	case StepDone:
		return "Not yet: n goes on to the next step first."
	}
	return ""
}

// dropped says what becomes of a packet that was just dropped.
func (p *player) dropped(number int) string {
	k := p.snap.Packet(number)
	switch {
	case k == nil:
		return ""
	case k.Proto != packet.TCP:
		return "Dropped. Nobody will send it again."
	}
	for _, s := range p.snap.Sockets {
		if s.Local == k.Src() && s.Peer == k.Dst() && s.Timer.Kind == lab.RetransTimer {
			return fmt.Sprintf("Dropped. The sender's own timer sends it again in %.0f s.", s.Left(p.lab.Now()).Seconds())
		}
	}
	return "Dropped. No timer of its sender runs for it."
}

// back goes to the start of this step, or of the one before if nothing was
// done in this one.
func (p *player) back() {
	to := p.step
	if !p.touched && to > 0 {
		to--
	}
	p.rewind(to, 0)
}

// reset begins the lesson anew, with nothing answered.
func (p *player) reset() {
	clear(p.answers)
	clear(p.solved)
	p.rewind(0, 0)
}

// rewind opens a fresh lab and plays the lesson up to a place. Answers stay as
// they were.
func (p *player) rewind(step, at int) {
	p.busy()
	p.toStep, p.toAt = step, at
	defer func() { p.toStep, p.toAt = 0, 0 }()
	if p.fresh() != nil {
		return
	}
	p.flow()
	p.touched = at > 0
}
