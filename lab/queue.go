package lab

import "slices"

// settleQueue puts a child that accept() has not taken into its listener's
// queue: half-open ones into one, established ones behind the last of the other.
func (l *loop) settleQueue(s *Socket) {
	if s.Parent == 0 || s.Accepted || s.Gone {
		return
	}
	if s.State == SynRcvd {
		s.Queue = SynQueue
		return
	}
	if s.Queue == AcceptQueue {
		return
	}
	s.Queue, s.Place = AcceptQueue, 1
	for _, o := range l.socks {
		if o.Parent == s.Parent && o.Queue == AcceptQueue {
			s.Place = max(s.Place, o.Place+1)
		}
	}
}

// queue moves those that wait in an accept queue up when one has left it.
func (l *loop) queue(cause int) {
	last := map[SocketID]int{}
	var waiting []*Socket
	for _, id := range l.order {
		if s := l.socks[id]; s.Queue == AcceptQueue {
			waiting = append(waiting, s)
		}
	}
	slices.SortStableFunc(waiting, func(a, b *Socket) int { return a.Place - b.Place })
	for _, s := range waiting {
		now := *s
		last[s.Parent]++
		now.Place = last[s.Parent]
		l.change(s, &now, cause)
	}
}
