package lab

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/stillwire/stillwire/lab/wire"
)

// Options are what a lab is opened with.
type Options struct {
	Profile string            // calm (default), fast, natural: how the stack's timers are set
	Mode    wire.Mode         // held (default) or free
	Set     map[string]string // tunables, set before the first socket
	Seed    uint64            // what an engine that can be repeated draws its chance from (ports, sequence numbers)
}

// Lab is one engine with its wire, its sockets and its history. All methods
// may be called from any goroutine.
type Lab struct {
	engine Engine
	hist   *History
	orders chan func()
	done   chan struct{}
	loop   *loop
}

// ErrClosed is what a call gets when its lab was closed around it.
var ErrClosed = errors.New("the lab was closed")

// Open makes a lab of an engine that stands ready, and starts its loop. The
// lab closes the engine, also when Open fails.
func Open(ctx context.Context, e Engine, o Options) (*Lab, error) {
	if o.Mode == "" {
		o.Mode = wire.HeldMode
	}
	for _, name := range slices.Sorted(maps.Keys(o.Set)) {
		if err := e.Tune(name, o.Set[name]); err != nil {
			e.Close()
			return nil, fmt.Errorf("set %s = %s: %w", name, o.Set[name], err)
		}
	}
	ports, err := e.Ports()
	if err != nil {
		e.Close()
		return nil, fmt.Errorf("ephemeral port range: %w", err)
	}
	base, err := e.Counters()
	if err != nil {
		e.Close()
		return nil, fmt.Errorf("counters: %w", err)
	}
	l := &Lab{engine: e, orders: make(chan func()), done: make(chan struct{})}
	l.hist = newHistory(Snapshot{Stack: e.Stack(), Mode: o.Mode, Ports: ports, Counters: map[string]int64{}})
	l.loop = newLoop(l, o.Mode, base)
	go l.loop.run()
	return l, nil
}

// EngineName is "kernel" or "netstack".
func (l *Lab) EngineName() string { return l.engine.Name() }

// Stack is the stack's name for people: "Linux 6.18 kernel".
func (l *Lab) Stack() string { return l.engine.Stack() }

// Caps is what the engine can and cannot do.
func (l *Lab) Caps() Caps { return l.engine.Caps() }

// do has the loop run f and waits until it did.
func (l *Lab) do(ctx context.Context, f func()) error {
	ran := make(chan struct{})
	select {
	case l.orders <- func() { f(); close(ran) }:
	case <-l.done:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	<-ran
	return nil
}

// Close ends the loop and the engine; parked calls return ErrClosed.
func (l *Lab) Close() error {
	var err error
	if l.do(context.Background(), func() { err = l.loop.stop() }) == nil {
		<-l.done
	}
	return err
}

// Done is closed when the lab is.
func (l *Lab) Done() <-chan struct{} { return l.done }

// Settle returns the world once every actor has returned or is parked and the
// wire is empty or held.
func (l *Lab) Settle(ctx context.Context) (*Snapshot, error) {
	settled := make(chan struct{})
	if err := l.do(ctx, func() { l.loop.waiters = append(l.loop.waiters, settled) }); err != nil {
		return nil, err
	}
	select {
	case <-settled:
		return l.hist.now(), nil
	case <-l.done:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Advance lets time pass in the lab. A clock that stands still is moved, timer
// by timer, and all that follows from each happens before the next; the
// kernel's clock cannot be pushed, so there it really takes that long. It
// returns when the lab has settled again.
func (l *Lab) Advance(ctx context.Context, d time.Duration) error {
	passed := make(chan struct{})
	var end stopper
	if err := l.do(ctx, func() { end = l.loop.elapse(d, func() { close(passed) }) }); err != nil {
		return err
	}
	select {
	case <-passed:
	case <-l.done:
		return ErrClosed
	case <-ctx.Done():
		l.do(context.Background(), func() { end.Stop() }) // or the clock would go on being moved
		return ctx.Err()
	}
	_, err := l.Settle(ctx)
	return err
}

// Next is the timer of the stack that fires next if nothing else happens: how
// long until then, and what it is for. It is false when none is armed, and on
// an engine whose clock cannot be moved.
func (l *Lab) Next(ctx context.Context) (in time.Duration, cause string, ok bool) {
	l.do(ctx, func() {
		if c := l.loop.clock; c != nil {
			in, cause, ok = c.Next()
		}
	})
	return in, cause, ok
}

// Name tells the lab which variable of a program holds a socket: "server.l".
func (l *Lab) Name(id SocketID, name string) {
	l.do(context.Background(), func() { l.loop.name(id, name) })
}

// Mark puts a line of its own into the history: a beat begins.
func (l *Lab) Mark(text string) {
	l.do(context.Background(), func() { l.loop.emit(Event{Kind: Mark, Text: text}) })
}

// Now is the lab's clock: since it was opened.
func (l *Lab) Now() time.Duration { return l.engine.Now() }

// Snapshot is the world as of the newest event.
func (l *Lab) Snapshot() *Snapshot { return l.hist.now() }

// At is the world as of event seq; nothing is run again.
func (l *Lab) At(seq int) *Snapshot { return l.hist.at(seq) }

// Events lists those with a greater number than after.
func (l *Lab) Events(after int) []Event { return l.hist.after(after) }

// Watch gives a channel that receives a value after events came; call the
// function to end it.
func (l *Lab) Watch() (<-chan struct{}, func()) { return l.hist.watch() }
