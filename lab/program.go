package lab

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
)

// Program is one actor's run of code, on a goroutine of its own. Only that
// goroutine may use it.
type Program struct {
	lab   *Lab
	actor string
	ended bool
	op    *op // the call it is parked in
}

// BusyError says that an actor still runs its earlier program.
type BusyError struct {
	Actor string
	Call  *Call // what it is parked in; nil = it runs
}

func (e *BusyError) Error() string {
	if e.Call == nil {
		return e.Actor + " is still running"
	}
	return fmt.Sprintf("%s is parked in %s(%s)", e.Actor, e.Call.Name, e.Call.Args)
}

// Run starts f as the actor's program and returns at once. It is counted as
// running before its goroutine starts, so a Settle after Run waits for it.
func (l *Lab) Run(actor string, f func(*Program)) error {
	var busy error
	err := l.do(context.Background(), func() {
		k := l.loop
		if p := k.progs[actor]; p != nil && !p.ended {
			b := &BusyError{Actor: actor}
			if p.op != nil {
				c := p.op.call
				b.Call = &c
			}
			busy = b
			return
		}
		p := &Program{lab: l, actor: actor}
		k.progs[actor] = p
		k.ready = append(k.ready, func() { go p.run(f) })
	})
	return errors.Join(err, busy)
}

func (p *Program) run(f func(*Program)) {
	defer func() {
		r := recover()
		trace := ""
		if r != nil {
			trace = string(debug.Stack())
		}
		p.lab.do(context.Background(), func() {
			if r != nil {
				p.lab.loop.emit(Event{Kind: Fault, Text: fmt.Sprintf("%s: %v\n%s", p.actor, r, trace)})
			}
			p.ended = true
			p.lab.loop.running--
		})
	}()
	f(p)
}

// Call makes one socket call and returns when it has returned: it may park.
// The error is ErrClosed when the lab was closed, else nil; what the call
// itself says is in Reply.Errno.
func (p *Program) Call(r Request) (Reply, error) {
	o := &op{prog: p, req: r, back: make(chan error, 1)}
	if err := p.lab.do(context.Background(), func() { p.lab.loop.enter(o) }); err != nil {
		return Reply{}, err
	}
	select {
	case err := <-o.back:
		return o.reply, err
	case <-p.lab.done:
		return Reply{}, ErrClosed
	}
}

// Interrupt ends the call an actor is parked in with EINTR, as a signal does;
// the socket stays as it is.
func (l *Lab) Interrupt(actor string) {
	l.do(context.Background(), func() {
		if p := l.loop.progs[actor]; p != nil && p.op != nil {
			l.loop.giveUp(p.op, EINTR)
		}
	})
}
