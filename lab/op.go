package lab

import (
	"fmt"
	"slices"
	"strconv"
)

// op is one call on its way through the loop.
type op struct {
	prog  *Program
	req   Request
	call  Call // as last told
	reply Reply
	done  int        // bytes of req.Data already taken by the stack
	again bool       // it has been tried before
	limit stopper    // ends it with EAGAIN after the socket's Timeout
	back  chan error // capacity 1
}

func (o *op) end(err error) {
	if o.limit != nil {
		o.limit.Stop()
	}
	o.prog.op = nil
	o.back <- err
}

// errPark is what a call's try answers when it would block.
const errPark = EAGAIN

// enter tells that a call begins and tries it.
func (l *loop) enter(o *op) {
	l.calls++
	row, ok := calls[o.req.Name]
	o.call = Call{ID: l.calls, Actor: o.prog.actor, Name: o.req.Name, Phase: Entered, Took: l.hist.len() + 1}
	if o.req.FD != nil {
		o.call.Socket = o.req.FD.ID
	}
	if ok {
		o.call.Args = row.args(&o.req)
	}
	l.tell(o, CallEntered)
	if !ok {
		l.emit(Event{Kind: Fault, Text: fmt.Sprintf("there is no call %q", o.req.Name)})
		l.finish(o, EOPNOTSUPP)
		return
	}
	l.try(o)
}

// tell puts the call, as it now is, into the history.
func (l *loop) tell(o *op, k Kind) {
	c := o.call
	e := Event{Kind: k, Call: &c}
	if k != CallEntered {
		e.Cause = c.Took
	}
	l.emit(e)
}

// try makes the call once; it parks where the stack says EAGAIN and the
// program's socket blocks.
func (l *loop) try(o *op) {
	l.doing = o
	err := calls[o.req.Name].try(l, o)
	moved := err != errPark || o.done > 0
	if !o.again || moved {
		l.observe(o.call.Took)
	}
	l.doing = nil
	if err != errPark {
		l.finish(o, err)
		return
	}
	if o.again {
		return
	}
	if fd := o.req.FD; fd.Timeout == 0 || o.req.Flags&DontWait != 0 {
		l.finish(o, o.wouldBlock())
		return
	}
	l.park(o)
}

// wouldBlock is what a non-blocking socket answers instead of parking.
func (o *op) wouldBlock() Errno {
	switch {
	case o.req.Name == "connect":
		return EINPROGRESS
	case o.done > 0:
		return 0 // some bytes went: that is the result
	}
	return EAGAIN
}

func (l *loop) park(o *op) {
	o.again = true
	o.call.Phase = Parked
	l.tell(o, CallParked)
	l.parked = append(l.parked, o)
	o.prog.op = o
	l.running--
	if d := o.req.FD.Timeout; d > 0 {
		o.limit = l.after(d, func() { l.giveUp(o, o.wouldBlock()) })
	}
}

// retry tries parked calls in order, until one has returned.
func (l *loop) retry() {
	for _, o := range slices.Clone(l.parked) {
		l.try(o)
		if o.call.Phase == Returned {
			l.moved = true // the others are tried once it has parked again
			return
		}
	}
}

// giveUp ends a parked call from outside.
func (l *loop) giveUp(o *op, err Errno) {
	if slices.Contains(l.parked, o) {
		l.finish(o, err)
	}
}

// finish tells the result and lets the program go on.
func (l *loop) finish(o *op, err Errno) {
	parked := o.call.Phase == Parked
	o.reply.Errno = err
	o.call.Phase, o.call.Errno = Returned, err
	o.call.Result = "-1"
	if err == 0 {
		o.call.Result = strconv.Itoa(o.reply.N)
		if o.reply.FD != nil {
			o.call.Result = strconv.Itoa(o.reply.FD.Number)
			o.call.Socket = o.reply.FD.ID
		}
	}
	l.tell(o, CallReturned)
	if !parked {
		o.end(nil)
		return
	}
	l.parked = slices.DeleteFunc(l.parked, func(p *op) bool { return p == o })
	l.ready = append(l.ready, func() { o.end(nil) })
}
