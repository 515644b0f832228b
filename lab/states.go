package lab

import (
	"slices"
	"time"
)

// change tells what differs between two readings of one socket.
func (l *loop) change(old, now *Socket, cause int) {
	if now.State != old.State {
		l.travel(now, old.State, now.State, cause)
		return
	}
	if sameSocket(old, now) && !l.amended[now.ID] && !l.rearmed(old, now) {
		return
	}
	delete(l.amended, now.ID)
	now.Seen, now.Read = l.nextSeq(), l.engine.Now()
	l.socks[now.ID] = now
	l.emit(Event{Kind: SocketChanged, Cause: cause, Socket: now})
	l.moved = true
}

// slack is how far two readings of one timer may differ before it counts as
// armed anew.
const slack = 500 * time.Millisecond

// rearmed tells whether the timer is another than the one that was read: it
// merely runs down otherwise, which is no news.
func (l *loop) rearmed(old, now *Socket) bool {
	if now.Timer.Kind == NoTimer {
		return false
	}
	moved := l.engine.Now() + now.Timer.Expires - (old.Read + old.Timer.Expires)
	return moved > slack || moved < -slack
}

// part tells that the stack no longer has a socket.
func (l *loop) part(old *Socket, cause int) {
	now := *old
	now.Gone, now.Held, now.FD = true, false, -1
	now.Queue, now.Place = NoQueue, 0
	now.Timer = Timer{}
	now.RecvQ, now.SendQ, now.Readable, now.Unacked = 0, 0, 0, 0
	if old.Type == Stream && old.State != Closed {
		now.State = Closed
		l.travel(&now, old.State, Closed, cause)
		return
	}
	now.Seen, now.Read = l.nextSeq(), l.engine.Now()
	l.socks[now.ID] = &now
	l.emit(Event{Kind: SocketGone, Cause: cause, Socket: &now})
	l.moved = true
}

// nextSeq is the number the next event will have.
func (l *loop) nextSeq() int {
	n := l.hist.len() + 1
	if l.alone && l.timer == 0 {
		n++ // the timer is told first
	}
	return n
}

// sameSocket compares two values of one socket, but for a timer that merely
// runs down.
func sameSocket(a, b *Socket) bool {
	x, y := *a, *b
	x.Timer.Expires, y.Timer.Expires = 0, 0
	if (x.TCP == nil) != (y.TCP == nil) || x.TCP != nil && *x.TCP != *y.TCP {
		return false
	}
	if len(x.Road) != len(y.Road) {
		return false
	}
	x.TCP, y.TCP, x.Road, y.Road, x.Seen, y.Seen = nil, nil, nil, nil, 0, 0
	x.Read, y.Read = 0, 0
	return x.SocketRow == y.SocketRow && x.rest() == y.rest()
}

// rest is the part of a Socket that the lab adds, in a form that compares.
func (s *Socket) rest() [11]any {
	return [11]any{s.Actor, s.Name, s.FD, s.Parent, s.ParentInferred, s.Accepted, s.Queue, s.Place, s.Port, s.Given, s.Taken}
}

// between are the states a socket must have passed on the way from one
// reading to the next; a single segment can take it through two (RFC 9293
// 3.10.7.4: data, ACK and FIN in one).
var between = map[[2]State]State{
	{FinWait1, TimeWait}:  FinWait2,
	{SynRcvd, CloseWait}:  Established,
	{SynSent, CloseWait}:  Established,
	{Listen, Established}: SynRcvd,
}

// travel tells a change of state, with the states passed on the way, marked
// as inferred.
func (l *loop) travel(now *Socket, from, to State, cause int) {
	if via, ok := between[[2]State{from, to}]; ok {
		mid := *now
		mid.State = via
		l.pass(&mid, from, via, true, cause)
		now.Road, from = mid.Road, via
	}
	l.pass(now, from, to, false, cause)
}

func (l *loop) pass(now *Socket, from, to State, inferred bool, cause int) {
	seq := l.nextSeq()
	now.Seen, now.Read = seq, l.engine.Now()
	delete(l.amended, now.ID)
	now.Road = append(slices.Clip(now.Road), Passage{State: to, Event: seq, Inferred: inferred})
	l.socks[now.ID] = now
	l.emit(Event{Kind: StateChanged, Cause: cause, Socket: now, From: from, To: to, Inferred: inferred})
	l.moved = true
}
