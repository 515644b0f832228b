package lab

import (
	"context"
	"fmt"
	"time"

	"github.com/stillwire/stillwire/lab/wire"
)

// loop is the one goroutine that touches the engine and numbers events. An
// actor runs until its call parks; only when all are parked or done does the
// world move on: that makes a lesson run the same way every time.
type loop struct {
	lab    *Lab
	engine Engine
	hist   *History
	wire   *wire.Wire

	running int      // programs that are neither parked nor done
	ready   []func() // programs that may run next, in order
	parked  []*op    // calls that wait, in order of parking
	progs   map[string]*Program
	waiters []chan struct{} // Settle calls

	socks   map[SocketID]*Socket
	order   []SocketID
	amended map[SocketID]bool // changed by a call of ours, not yet told
	handles map[SocketID]Handle
	base    map[string]int64 // counters when the lab began
	calls   int
	doing   *op    // the call being tried, for who chose a port
	alone   bool   // the stack moves by itself
	timer   int    // the event that told so; 0 = not told yet
	why     string // the timer that had it move; "" = that is not known
	moved   bool   // something happened since parked calls were last tried
	told    int    // newest event that watchers were told of
	look    *time.Timer
	closed  bool

	clock  Clock    // nil: time passes by itself
	alarms []*alarm // what waits for a clock that is moved, in the order it will go off
}

func newLoop(l *Lab, mode wire.Mode, base map[string]int64) *loop {
	clock, _ := l.engine.(Clock)
	return &loop{lab: l, engine: l.engine, hist: l.hist, wire: wire.New(mode), base: base,
		progs: map[string]*Program{}, socks: map[SocketID]*Socket{}, handles: map[SocketID]Handle{}, amended: map[SocketID]bool{},
		look: time.NewTimer(time.Hour), clock: clock}
}

func (l *loop) run() {
	defer close(l.lab.done)
	defer l.look.Stop()
	for !l.closed {
		l.work()
		l.rest()
		select {
		case order := <-l.lab.orders:
			l.guard(order)
		case <-l.engine.Link().Ready():
			l.wake()
		case <-l.look.C:
			l.wake()
		}
	}
}

// work moves the world as far as it goes without a hand.
func (l *loop) work() {
	for !l.closed && l.running == 0 {
		switch {
		case len(l.ready) > 0:
			next := l.ready[0]
			l.ready = l.ready[1:]
			l.running++
			next()
		case l.moved:
			l.moved = false
			l.retry()
		case l.wire.Mode == wire.FreeMode && l.wire.Oldest() != nil:
			l.deliver(l.wire.Oldest())
		case l.step():
		default:
			return
		}
	}
}

// rest tells the watchers, reads the counters and frees those who waited for
// quiet.
func (l *loop) rest() {
	if l.closed {
		return
	}
	quiet := l.running == 0
	newest := l.hist.len()
	if quiet && newest != l.told {
		l.count()
		newest = l.hist.len()
	}
	if newest != l.told {
		l.told = newest
		l.hist.tell()
	}
	if quiet {
		for _, w := range l.waiters {
			close(w)
		}
		l.waiters = nil
	}
	if l.clock == nil {
		l.look.Reset(l.nextLook())
	}
}

// nextLook is when the stack should be asked again although nobody moved: a
// timer of its own may end a state without a packet (TIME_WAIT).
func (l *loop) nextLook() time.Duration {
	next := time.Hour
	for _, s := range l.socks {
		if s.Gone || s.Timer.Kind == NoTimer {
			continue
		}
		// what was read is some time old; a look too many is cheap
		next = min(next, max(s.Timer.Expires/2, 50*time.Millisecond), time.Second)
	}
	return next
}

// wake looks at a stack that may have moved by itself.
func (l *loop) wake() {
	l.alone, l.timer = true, 0
	l.observe(0)
	l.alone = false
}

// guard turns a panic in an order into an event; the window lives on.
func (l *loop) guard(f func()) {
	defer func() {
		if r := recover(); r != nil {
			l.emit(Event{Kind: Fault, Text: fmt.Sprint(r)})
		}
	}()
	f()
}

// emit numbers a fact. What the stack does by itself follows from a timer,
// which is told first.
func (l *loop) emit(e Event) Event {
	e.At = l.engine.Now()
	if l.alone && e.Kind != Fault {
		if l.timer == 0 {
			t := Event{Kind: TimerFired, At: e.At, Text: l.why}
			if l.why == "" {
				t.Inferred, t.Text = true, "the stack moved by itself, with no call and no packet before it"
			}
			l.timer = l.hist.add(t).Seq
		}
		if e.Cause == 0 {
			e.Cause = l.timer
		}
	}
	return l.hist.add(e)
}

// count reads the counters and tells those that moved since the lab began.
func (l *loop) count() {
	now, err := l.engine.Counters()
	if err != nil {
		l.emit(Event{Kind: Fault, Text: "counters: " + err.Error()})
		return
	}
	known := l.hist.counters()
	moved := map[string]int64{}
	for name, n := range now {
		if d := n - l.base[name]; d != known[name] {
			moved[name] = d
		}
	}
	if len(moved) > 0 {
		l.emit(Event{Kind: CountersRead, Counters: moved})
	}
}

// stop ends everything; parked calls return ErrClosed.
func (l *loop) stop() error {
	for _, o := range l.parked {
		o.end(ErrClosed)
	}
	l.parked, l.closed = nil, true
	for _, h := range l.handles {
		h.Close()
	}
	return l.engine.Close()
}

// settleEngine waits for the packets that follow from the last act.
func (l *loop) settleEngine() {
	if err := l.engine.Settle(context.Background()); err != nil {
		l.emit(Event{Kind: Fault, Text: "settle: " + err.Error()})
	}
}
