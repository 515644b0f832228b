package lab

import (
	"maps"
	"slices"
	"sync"

	"github.com/stillwire/stillwire/lab/wire"
)

// checkpointEvery is how many events a look into the past may have to fold.
const checkpointEvery = 256

// History is the append-only list of events. The lab's loop appends; anybody
// may read.
type History struct {
	mu     sync.RWMutex
	events []Event
	world  Snapshot    // as of the newest event; its slices grow in place
	marks  []*Snapshot // the world before event i*checkpointEvery+1
	wake   map[chan struct{}]struct{}
}

func newHistory(start Snapshot) *History {
	h := &History{world: start, wake: map[chan struct{}]struct{}{}}
	h.marks = []*Snapshot{freeze(&h.world)}
	return h
}

// add numbers and appends an event.
func (h *History) add(e Event) Event {
	h.mu.Lock()
	e.Seq = len(h.events) + 1
	h.events = append(h.events, e)
	h.world.apply(&e)
	if e.Seq%checkpointEvery == 0 {
		h.marks = append(h.marks, freeze(&h.world))
	}
	h.mu.Unlock()
	return e
}

// now is the world as of the newest event.
func (h *History) now() *Snapshot {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return freeze(&h.world)
}

// at is the world as of event seq; 0 is before the first. A seq out of range
// gives the nearest end.
func (h *History) at(seq int) *Snapshot {
	h.mu.RLock()
	defer h.mu.RUnlock()
	seq = min(max(seq, 0), len(h.events))
	mark := seq / checkpointEvery
	w := *freeze(h.marks[mark])
	for i := mark * checkpointEvery; i < seq; i++ {
		w.apply(&h.events[i])
	}
	return &w
}

// after lists the events with a greater number than seq.
func (h *History) after(seq int) []Event {
	h.mu.RLock()
	defer h.mu.RUnlock()
	seq = min(max(seq, 0), len(h.events))
	return slices.Clone(h.events[seq:])
}

// watch gives a channel that receives a value after events came; values
// merge while nobody reads.
func (h *History) watch() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	h.wake[c] = struct{}{}
	h.mu.Unlock()
	return c, func() {
		h.mu.Lock()
		delete(h.wake, c)
		h.mu.Unlock()
	}
}

// tell wakes the watchers.
func (h *History) tell() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for c := range h.wake {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// freeze copies the slices, so that the copy never changes; what they point
// to never does.
func freeze(w *Snapshot) *Snapshot {
	c := *w
	c.Sockets = slices.Clone(w.Sockets)
	c.Packets = slices.Clone(w.Packets)
	c.Actors = slices.Clone(w.Actors)
	c.Calls = slices.Clone(w.Calls)
	c.Counters = maps.Clone(w.Counters)
	return &c
}

// apply folds one event in. The receiver owns its slices.
func (s *Snapshot) apply(e *Event) {
	s.Seq, s.At = e.Seq, e.At
	switch e.Kind {
	case CallEntered, CallParked, CallReturned:
		s.Calls = put(s.Calls, e.Call, e.Call.ID)
		s.act(e.Call)
	case StateChanged, SocketChanged, SocketGone:
		s.Sockets = put(s.Sockets, e.Socket, e.Socket.Order)
	case PacketSent, PacketAgain, PacketDelivered, PacketDropped, PacketDuplicated, PacketTurned:
		s.Packets = put(s.Packets, e.Packet, e.Packet.Number)
	case WireChanged:
		s.Mode = wire.Mode(e.Text)
	case CountersRead:
		for name, n := range e.Counters {
			s.Counters[name] = n
		}
	}
}

// put sets the element that counts from 1, appending it if it is the next.
func put[T any](list []*T, v *T, number int) []*T {
	if number > len(list) {
		return append(list, v)
	}
	list[number-1] = v
	return list
}

func (s *Snapshot) act(c *Call) {
	i := slices.IndexFunc(s.Actors, func(a *Actor) bool { return a.Name == c.Actor })
	if i < 0 {
		i = len(s.Actors)
		s.Actors = append(s.Actors, &Actor{Name: c.Actor})
	}
	a := *s.Actors[i]
	switch c.Phase {
	case Parked:
		a.Parked = c
	case Returned:
		a.Parked, a.Last = nil, c
		if c.Errno != 0 {
			a.Error = c.Errno
		}
	}
	s.Actors[i] = &a
}

func (h *History) len() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.events)
}

// counters are those of the newest event, for the loop, which alone writes.
func (h *History) counters() map[string]int64 {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.world.Counters
}
