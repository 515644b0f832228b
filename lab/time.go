package lab

import (
	"slices"
	"time"
)

// alarm is something that waits for its time on a clock that is moved.
type alarm struct {
	loop *loop
	at   time.Duration
	f    func()
	// limit: a call's timeout. It waits for time to pass; an Advance has it pass.
	limit bool
}

// Stop keeps the alarm from going off.
func (a *alarm) Stop() bool {
	i := slices.Index(a.loop.alarms, a)
	if i < 0 {
		return false
	}
	a.loop.alarms = slices.Delete(a.loop.alarms, i, i+1)
	return true
}

// stopper is a time.Timer or an alarm.
type stopper interface{ Stop() bool }

// after has f called on the loop when d has passed by the lab's clock.
func (l *loop) after(d time.Duration, f func()) stopper {
	if l.clock != nil {
		return l.alarm(d, f, true)
	}
	return time.AfterFunc(d, func() {
		select {
		case l.lab.orders <- func() { f(); l.moved = true }:
		case <-l.lab.done:
		}
	})
}

// elapse lets d pass and then calls f: on a clock that stands still it has the
// clock moved.
func (l *loop) elapse(d time.Duration, f func()) stopper {
	if l.clock != nil {
		return l.alarm(d, f, false)
	}
	return l.after(d, f)
}

func (l *loop) alarm(d time.Duration, f func(), limit bool) *alarm {
	a := &alarm{loop: l, at: l.engine.Now() + max(d, 0), f: f, limit: limit}
	i := 0
	for i < len(l.alarms) && l.alarms[i].at <= a.at {
		i++
	}
	l.alarms = slices.Insert(l.alarms, i, a)
	return a
}

// step moves the clock to the next thing that will happen, if somebody lets
// time pass and nothing else can move, and has it happen. It tells whether it
// did.
func (l *loop) step() bool {
	if l.clock == nil || !slices.ContainsFunc(l.alarms, func(a *alarm) bool { return !a.limit }) {
		return false
	}
	first := l.alarms[0]
	select {
	case order := <-l.lab.orders: // a long time may be cut short, and a lab closed within it
		l.guard(order)
		return true
	default:
	}
	left := max(first.at-l.engine.Now(), 0)
	if in, cause, ok := l.clock.Next(); ok && in <= left {
		l.clock.Advance(in)
		l.why = cause
		l.wake()
		l.why = ""
		return true
	}
	l.clock.Advance(left)
	l.alarms = l.alarms[1:]
	first.f()
	l.moved = true
	return true
}
