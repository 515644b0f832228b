package lessons

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lessons/script"
)

func (p *player) code(b *Beat) script.Code {
	return script.Code{File: p.lesson.File, Line: b.Line, Col: b.Col, Text: b.Source}
}

// perform plays the beat that waits, and leaves the cursor behind it.
func (p *player) perform(b *Beat) {
	i := len(p.items) - 1
	p.items[i].Status = Running
	p.touched, p.waiting = true, -1
	p.busy()
	if !p.play(b, i) {
		return
	}
	p.items[i].Status = Done
	p.ripe = p.ripe || p.endsFence(b)
	p.at++
}

// play executes one beat and settles the lab. It is false if the lesson cannot
// go on. item is -1 for a beat that is not on show.
func (p *player) play(b *Beat, item int) bool {
	p.lab.Mark(b.Actor + " >>> " + b.Source)
	if p.hear != nil {
		p.drain()
		p.hear.beat(b)
	}
	p.log = append(p.log, LogLine{Actor: b.Actor, Source: b.Source})
	if b.OnWire() {
		res := p.house.Wire(p.ctx, p.code(b))
		if p.settle() != nil || res.Closed {
			return false
		}
		p.result(b, item, res, "")
		if res.Err != nil {
			p.broke(item, p.scripted(b.Pos, "wire", res.Err))
			return false
		}
		return true
	}
	run, err := p.house.Start(b.Actor, p.code(b))
	if err != nil {
		p.broke(item, p.cannotStart(b, err))
		return false
	}
	if p.settle() != nil {
		return false
	}
	res, ended := run.Result()
	if !ended {
		k := &parkedBeat{run: run, beat: b, step: p.step, item: item, call: p.callOf(b.Actor)}
		p.parked = append(p.parked, k)
		p.block(k)
		p.log = append(p.log, LogLine{Actor: b.Actor, Text: "... parked in " + k.call})
		return true
	}
	p.result(b, item, res, "")
	if res.Err != nil && !res.Err.Raised {
		p.broke(item, p.scripted(b.Pos, b.Actor, res.Err))
		return false
	}
	return !res.Closed
}

// cannotStart words why an actor's beat could not begin.
func (p *player) cannotStart(b *Beat, err error) *Problem {
	var busy *lab.BusyError
	if !errors.As(err, &busy) {
		return p.problem(b.Pos, b.Actor, err.Error(), "")
	}
	found := b.Actor + " still runs its earlier statement"
	if busy.Call != nil {
		found = fmt.Sprintf("%s is parked in %s(%s)", b.Actor, busy.Call.Name, busy.Call.Args)
	}
	return p.problem(b.Pos, "beat of "+b.Actor, found, "let the call return first, or use another actor, "+another(b.Actor))
}

// another is the name of one more actor of the kind: client -> client2.
func another(name string) string {
	stem := strings.TrimRight(name, "0123456789")
	n := 1
	fmt.Sscan(name[len(stem):], &n)
	return fmt.Sprint(stem, n+1)
}

// broke ends the lesson at a beat that failed.
func (p *player) broke(item int, pr *Problem) {
	if item >= 0 {
		p.items[item].Status = Broken
	}
	p.fail(pr)
	p.stuck(p.notice)
}

// callOf is the call an actor is parked in, "connect()".
func (p *player) callOf(actor string) string {
	if a := p.snap.Actor(actor); a != nil && a.Parked != nil {
		return a.Parked.Name + "()"
	}
	return ""
}

func (p *player) block(k *parkedBeat) {
	if k.item >= 0 && k.step == p.step && k.item < len(p.items) {
		p.items[k.item].Blocked = k.call
	}
}

// result shows what a statement printed or raised. was is the call it was
// parked in, "" if it ended at once.
func (p *player) result(b *Beat, item int, res script.Result, was string) {
	if res.Closed {
		return
	}
	var said []string
	line := func(text string, bad bool) {
		for one := range strings.SplitSeq(text, "\n") {
			p.log = append(p.log, LogLine{Actor: b.Actor, Text: one, Bad: bad})
		}
		if p.hear != nil {
			p.hear.printed(b.Actor, text, bad)
		}
		said = append(said, text)
	}
	if res.Printed != "" {
		line(res.Printed, false)
	}
	if res.Err != nil {
		line(res.Err.Error(), true)
	}
	if res.Bound != "" {
		for one := range strings.SplitSeq(res.Bound, "\n") {
			p.log = append(p.log, LogLine{Actor: b.Actor, Text: one})
		}
		said = append(said, res.Bound)
	}
	if len(said) == 0 && was != "" {
		p.log = append(p.log, LogLine{Actor: b.Actor, Text: was + " returned"})
	}
	if item >= 0 && item < len(p.items) {
		p.items[item].Printed = strings.Join(said, "\n")
	}
}

// refresh looks after the statements that were parked; true if one moved.
func (p *player) refresh() bool {
	moved := false
	for i := 0; i < len(p.parked); i++ {
		k := p.parked[i]
		item := k.item
		if k.step != p.step {
			item = -1
		}
		res, ended := k.run.Result()
		if !ended {
			if now := p.callOf(k.beat.Actor); now != "" && now != k.call {
				k.call, moved = now, true
				p.block(k)
			}
			continue
		}
		was := k.call
		k.call = ""
		p.block(k)
		p.result(k.beat, item, res, was)
		if res.Err != nil && !res.Err.Raised {
			p.broke(item, p.scripted(k.beat.Pos, k.beat.Actor, res.Err))
		}
		p.parked = append(p.parked[:i:i], p.parked[i+1:]...)
		i--
		moved = true
	}
	return moved
}

// stir takes in what happened in the lab by itself; true if the view changed.
func (p *player) stir() bool {
	if p.lab == nil || p.ctx.Err() != nil {
		return false
	}
	p.snap, p.stale = p.lab.Snapshot(), true
	before := p.notice
	p.drain()
	moved := p.refresh()
	if p.prompt.Kind == Try && p.tryWin() {
		moved = true
	}
	if p.prompt.Kind == Stuck && p.dead == "" {
		p.ask() // what the lesson waits for may have been sent again
		if p.prompt.Kind != Stuck {
			p.notice, p.bad, moved = "", false, true
		}
	}
	return moved || p.notice != before
}

// offer is the prompt for a beat that waits.
func (p *player) offer(b *Beat) Prompt {
	if !b.OnWire() {
		return Prompt{Kind: Continue, Beat: b}
	}
	deed, number, ok, err := p.house.Intended(p.code(b))
	var e *script.Error
	if errors.As(err, &e) {
		return Prompt{Kind: Stuck, Beat: b, Text: "The lesson would go on with " + b.Source + ", but " + e.Text +
			". If TCP sends that again by itself, the lesson goes on" + p.passing() + ". Or p: this step again, on a fresh lab."}
	}
	if err != nil || !ok {
		return Prompt{Kind: Continue, Beat: b}
	}
	return Prompt{Kind: YourTurn, Beat: b, Deed: string(deed), Packet: number, Text: p.words(deed, number)}
}

// passing says how time passes where it does not by itself.
func (p *player) passing() string {
	if p.lab.Caps().Stopped {
		return " (t lets time pass until the next timer)"
	}
	return ""
}

// words says a deed: "Release the SYN", "Drop the datagram of 5 bytes".
func (p *player) words(d lab.Deed, number int) string {
	switch d {
	case lab.Hold:
		return "Hold the wire"
	case lab.Free:
		return "Free the wire"
	}
	verb := map[lab.Deed]string{lab.Deliver: "Release", lab.Drop: "Drop", lab.Duplicate: "Duplicate"}[d]
	snap := p.lab.Snapshot()
	k := snap.Packet(number)
	if k == nil {
		return fmt.Sprintf("%s packet %d", verb, number)
	}
	what := describe(k)
	for _, o := range snap.Held() {
		if o.Number != number && describe(o) == what {
			return fmt.Sprintf("%s the %s, packet %d", verb, what, number)
		}
	}
	return verb + " the " + what
}

// describe names a packet as one says it aloud.
func describe(k *lab.Packet) string {
	bytes := fmt.Sprintf("%d bytes", len(k.Payload))
	if len(k.Payload) == 1 {
		bytes = "1 byte"
	}
	switch {
	case k.FragOffset > 0 || k.MoreFragments:
		return "fragment of " + bytes
	case k.Proto == packet.UDP:
		return "datagram of " + bytes
	case k.Proto == packet.TCP && len(k.Payload) > 0:
		return k.Flags.String() + " with " + bytes
	}
	return k.Label()
}

// stopped tells whether an error only says that the lab or the student has gone.
func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, lab.ErrClosed)
}
