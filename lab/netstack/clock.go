package netstack

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"gvisor.dev/gvisor/pkg/tcpip"
)

// epoch is what the stack's wall clock shows when a lab opens, and start what
// its monotonic clock shows: some of its fields take 0 for "never".
var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

const start = time.Hour

// tick is how far the clock moves for each packet that the stack sends. RACK
// tells lost segments by their time of sending: a burst that left at one
// instant would be sent again as a whole (14 segments for one that was lost).
const tick = time.Microsecond

// clock is the stack's time. It stands still unless it is moved.
type clock struct {
	mu     sync.Mutex
	now    time.Duration // since the lab was opened
	timers []*timer      // armed, in the order they will fire
	armed  int           // timers armed so far: who was first fires first
	owner  any           // whose work is being done: an *entry or a flow
}

var _ tcpip.Clock = (*clock)(nil)

// timer is one armed or stopped timer of the stack.
type timer struct {
	clock *clock
	at    time.Duration
	order int
	cause string // what armed it, in the stack's own word
	maybe bool   // of the lazy kind: it may have been cancelled, and then nothing happens
	owner any
	f     func()
}

func (c *clock) Now() time.Time { return epoch.Add(c.since()) }

func (c *clock) NowMonotonic() tcpip.MonotonicTime {
	return tcpip.MonotonicTime{}.Add(start + c.since())
}

func (c *clock) since() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc never calls f at once: its caller may hold what f needs.
func (c *clock) AfterFunc(d time.Duration, f func()) tcpip.Timer {
	t := &timer{clock: c, f: f}
	t.Reset(d)
	return t
}

// Stop disarms the timer and tells whether it was armed.
func (t *timer) Stop() bool {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	return t.disarm()
}

func (t *timer) disarm() bool {
	i := slices.Index(t.clock.timers, t)
	if i < 0 {
		return false
	}
	t.clock.timers = slices.Delete(t.clock.timers, i, i+1)
	return true
}

// Reset arms the timer anew.
func (t *timer) Reset(d time.Duration) {
	cause, maybe := armedBy()
	c := t.clock
	c.mu.Lock()
	defer c.mu.Unlock()
	t.disarm()
	c.armed++
	t.at, t.order, t.cause, t.maybe = c.now+max(d, 0), c.armed, cause, maybe
	if c.owner != nil {
		t.owner = c.owner
	}
	i, _ := slices.BinarySearchFunc(c.timers, t, func(a, b *timer) int {
		if a.at != b.at {
			return int(a.at - b.at)
		}
		return a.order - b.order
	})
	c.timers = slices.Insert(c.timers, i, t)
}

// armedBy names the function of the stack that armed a timer. Those of TCP's
// own timer type are lazy: cancelled, they stay armed and fire into nothing.
func armedBy() (cause string, lazy bool) {
	var pcs [8]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		name := f.Function[strings.LastIndexByte(f.Function, '/')+1:]
		switch {
		case strings.HasPrefix(name, "netstack."), strings.Contains(name, "ackoffTimer"):
		case strings.HasPrefix(name, "tcp.(*timer)."):
			lazy = true
		default:
			return name[strings.LastIndexByte(name, '.')+1:], lazy
		}
		if !more {
			return "", lazy
		}
	}
}

// owned says whose work the timers armed from here on belong to.
func (c *clock) owned(owner any) {
	c.mu.Lock()
	c.owner = owner
	c.mu.Unlock()
}

// passed lets the instant pass that sending a packet takes.
func (c *clock) passed() {
	c.mu.Lock()
	c.now += tick
	c.mu.Unlock()
}

// move sets the clock to a later time.
func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	c.now += d
	c.mu.Unlock()
}

// next is the first timer that is armed; nil when none is.
func (c *clock) next() *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.timers) == 0 {
		return nil
	}
	t := *c.timers[0]
	return &t
}

// take disarms the first timer whose time has come; nil when there is none.
func (c *clock) take() *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.timers) == 0 || c.timers[0].at > c.now {
		return nil
	}
	t := c.timers[0]
	c.timers = c.timers[1:]
	c.owner = t.owner
	return t
}

// find is the first armed timer of an owner with one of these causes.
func (c *clock) find(owned func(any) bool, causes ...string) *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.timers {
		if slices.Contains(causes, t.cause) && owned(t.owner) {
			found := *t
			return &found
		}
	}
	return nil
}
