package wire

import (
	"fmt"
	"strings"
	"time"

	"github.com/stillwire/stillwire/lab/packet"
)

// Wire holds every packet that passed and those that wait. One goroutine, the
// lab's loop, owns it.
type Wire struct {
	Mode    Mode
	packets []*Packet // by number
	waiting []int     // numbers not yet delivered or dropped, in the order they would arrive
	flows   map[way]*flow
}

// New makes a wire with nothing on it.
func New(mode Mode) *Wire {
	return &Wire{Mode: mode, flows: map[way]*flow{}}
}

// Take puts a packet from the stack on the wire. name may fill in who sends
// and who receives. Where the stack only repeats a segment that still waits,
// or whose answer waits, nothing new is put on the wire: again is true and the
// packet is the one that waits, counted up. A student who holds a packet for
// five minutes has one packet to look at, not nine.
func (w *Wire) Take(raw []byte, at time.Duration, name func(*Packet)) (p *Packet, again bool) {
	fields, _ := packet.Decode(raw) // a broken packet still passes, with the fields it has
	p = &Packet{Number: len(w.packets) + 1, At: at, Raw: raw, Fields: fields, Fate: Held}
	if w.Mode == FreeMode {
		p.Fate = Passing
	}
	if first := w.number(p); first != nil {
		if o := w.unanswered(first, p); o != nil {
			c := *o
			c.Again++
			w.packets[c.Number-1] = &c
			return &c, true
		}
	}
	if name != nil {
		name(p)
	}
	w.packets = append(w.packets, p)
	w.waiting = append(w.waiting, p.Number)
	return p, false
}

// unanswered finds the packet that p repeats while it, or its answer, waits.
func (w *Wire) unanswered(first, p *Packet) *Packet {
	for n := len(w.packets); n >= first.Number; n-- {
		o := w.packets[n-1]
		if wayOf(o) != wayOf(p) || o.Copy != 0 || !same(o, p) {
			continue
		}
		if o.Fate == Held || o.Fate == Delivered && w.answerHeld(o) {
			return o
		}
	}
	return nil
}

// Oldest is the packet that waits longest; nil when none waits.
func (w *Wire) Oldest() *Packet {
	if len(w.waiting) == 0 {
		return nil
	}
	return w.packets[w.waiting[0]-1]
}

// NoPacketError says that the packet asked for is not there to be dealt with.
type NoPacketError struct {
	Number int       // asked for; 0 = the oldest
	Fate   Fate      // what became of it; "" = there never was one
	Held   []*Packet // those that wait
}

func (e *NoPacketError) Error() string {
	what := "no packet is held"
	if e.Number != 0 {
		what = fmt.Sprintf("there is no packet %d", e.Number)
		if e.Fate != "" {
			what = fmt.Sprintf("packet %d is not held: it was %s", e.Number, e.Fate)
		}
	}
	if len(e.Held) == 0 {
		if e.Number == 0 {
			return what
		}
		return what + "; no packet is held"
	}
	names := make([]string, len(e.Held))
	for i, p := range e.Held {
		names[i] = fmt.Sprintf("%d %s", p.Number, p.Label())
	}
	return what + "; held: " + strings.Join(names, ", ")
}

// Waits finds the packet a hand asks for: by number, or 0 for the oldest.
func (w *Wire) Waits(number int) (*Packet, error) {
	if number == 0 {
		if p := w.Oldest(); p != nil {
			return p, nil
		}
		return nil, &NoPacketError{}
	}
	for _, n := range w.waiting {
		if n == number {
			return w.packets[n-1], nil
		}
	}
	e := &NoPacketError{Number: number}
	if number > 0 && number <= len(w.packets) {
		e.Fate = w.packets[number-1].Fate
	}
	for _, n := range w.waiting {
		e.Held = append(e.Held, w.packets[n-1])
	}
	return nil, e
}

// Put replaces a packet by a newer value of itself.
func (w *Wire) Put(p *Packet) { w.packets[p.Number-1] = p }

// Leave takes a packet out of those that wait and gives it its fate.
func (w *Wire) Leave(p *Packet, fate Fate, at time.Duration) *Packet {
	for i, n := range w.waiting {
		if n == p.Number {
			w.waiting = append(w.waiting[:i:i], w.waiting[i+1:]...)
			break
		}
	}
	c := *p
	c.Fate, c.Left = fate, at
	w.Put(&c)
	return &c
}

// Duplicate puts a copy of a waiting packet right behind it and answers both.
func (w *Wire) Duplicate(p *Packet, at time.Duration) (original, copied *Packet) {
	o, c := *p, *p
	o.Copies++
	w.Put(&o)
	c.Number, c.At, c.Again, c.Copies = len(w.packets)+1, at, 0, 0
	c.Copy = p.Number
	if p.Copy != 0 {
		c.Copy = p.Copy
	}
	w.packets = append(w.packets, &c)
	for i, n := range w.waiting {
		if n == p.Number {
			w.waiting = append(w.waiting[:i+1:i+1], append([]int{c.Number}, w.waiting[i+1:]...)...)
			break
		}
	}
	return &o, &c
}

// Turn sets the mode; packets that waited go on by themselves when it is free,
// and answers them in order so that the change can be told.
func (w *Wire) Turn(m Mode) []*Packet {
	w.Mode = m
	fate := Held
	if m == FreeMode {
		fate = Passing
	}
	var turned []*Packet
	for _, n := range w.waiting {
		if c := *w.packets[n-1]; c.Fate != fate {
			c.Fate = fate
			w.Put(&c)
			turned = append(turned, &c)
		}
	}
	return turned
}
