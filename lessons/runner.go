package lessons

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/stillwire/stillwire/lab"
)

// Intent is what a student wants to be done.
type Intent interface{ intent() }

type (
	// Advance plays the next beat; at a finished step it goes to the next.
	Advance struct{}
	// Skip leaves a question unanswered, or a challenge untried, and goes on.
	Skip struct{}
	// Choose locks an answer, counted from 0.
	Choose struct{ Choice int }
	// Say locks a typed answer, to an observation without choices.
	Say struct{ Text string }
	// Hand is the student's own deed on a packet; Packet 0 is the oldest held.
	Hand struct {
		Deed   lab.Deed
		Packet int
	}
	// Back goes to the start of this step, or of the one before if it is
	// there already: on a fresh lab, replayed.
	Back struct{}
	// Reset begins the whole lesson anew on a fresh lab.
	Reset struct{}
	// Hint shows the next hint of the open challenge.
	Hint struct{}
	// Solve plays the challenge's solution.
	Solve struct{}
	// Tick lets time pass until the stack's next timer fires, on an engine
	// whose clock stands still.
	Tick struct{}
)

func (Advance) intent() {}
func (Skip) intent()    {}
func (Choose) intent()  {}
func (Say) intent()     {}
func (Hand) intent()    {}
func (Back) intent()    {}
func (Reset) intent()   {}
func (Hint) intent()    {}
func (Solve) intent()   {}
func (Tick) intent()    {}

// Runner plays a lesson with a student. One goroutine does all the work; its
// methods never block, but for Close.
type Runner struct {
	lesson *Lesson
	open   Opener

	view    atomic.Pointer[View]
	lab     atomic.Pointer[lab.Lab]
	changed chan struct{}

	mu     sync.Mutex
	queue  []Intent
	wake   chan struct{} // capacity 1: the queue has grown
	moved  chan struct{} // capacity 1: the lab has moved
	cancel context.CancelFunc
	group  sync.WaitGroup
}

// NewRunner makes a runner that stands still until Start.
func NewRunner(l *Lesson, open Opener) *Runner {
	r := &Runner{lesson: l, open: open, changed: make(chan struct{}, 1),
		wake: make(chan struct{}, 1), moved: make(chan struct{}, 1)}
	r.view.Store(&View{Lesson: l})
	return r
}

// Start opens the lab and begins the lesson, on a goroutine of its own.
func (r *Runner) Start(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cancel != nil {
		return
	}
	ctx, r.cancel = context.WithCancel(ctx)
	r.group.Go(func() { r.run(ctx) })
}

// Do queues what the student wants.
func (r *Runner) Do(i Intent) {
	r.mu.Lock()
	r.queue = append(r.queue, i)
	r.mu.Unlock()
	nudge(r.wake)
}

// View is what was published last, never nil.
func (r *Runner) View() *View { return r.view.Load() }

// Lab is the lab that the lesson runs on: nil until it is open, another one
// after Back or Reset.
func (r *Runner) Lab() *lab.Lab { return r.lab.Load() }

// Changed receives a value after the view or the lab has changed.
func (r *Runner) Changed() <-chan struct{} { return r.changed }

// Close ends the runner's goroutines and the lab.
func (r *Runner) Close() error {
	r.mu.Lock()
	cancel := r.cancel
	if cancel == nil {
		r.cancel = func() {} // Start does nothing any more
	}
	r.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	r.group.Wait()
	return nil
}

// nudge puts a value into a channel of capacity 1, if it has room.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (r *Runner) run(ctx context.Context) {
	p := newPlayer(ctx, r.lesson, r.openWatched)
	p.tell = func() { r.publish(p) }
	defer p.close()
	if p.fresh() == nil {
		p.flow()
	}
	r.publish(p)
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
			for _, i := range r.take() {
				r.serve(p, i)
				r.publish(p)
			}
		case <-r.moved:
			if p.stir() {
				r.publish(p)
			}
		}
	}
}

func (r *Runner) take() []Intent {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.queue
	r.queue = nil
	return all
}

// serve does one intent. Where the lab could not be opened, only opening it
// again makes sense.
func (r *Runner) serve(p *player, i Intent) {
	if p.ctx.Err() != nil {
		return
	}
	switch i.(type) {
	case Back, Reset:
	default:
		if p.lab == nil {
			return
		}
	}
	switch i := i.(type) {
	case Advance:
		p.advance()
	case Skip:
		p.skip()
	case Choose:
		p.chooseAt(i.Choice)
	case Say:
		p.choose(answer{choice: -1, text: i.Text})
	case Hand:
		p.hand(i.Deed, i.Packet)
	case Back:
		p.back()
	case Reset:
		p.reset()
	case Hint:
		p.hint()
	case Solve:
		p.solve()
	case Tick:
		p.tick()
	}
}

// publish lets the screen see the player's state.
func (r *Runner) publish(p *player) {
	r.view.Store(p.view())
	nudge(r.changed)
}

// openWatched opens a lab and passes its changes on for as long as it lives.
func (r *Runner) openWatched(ctx context.Context, l *Lesson) (*lab.Lab, error) {
	opened, err := r.open(ctx, l)
	if err != nil {
		return nil, err
	}
	r.lab.Store(opened)
	news, stop := opened.Watch()
	r.group.Go(func() {
		defer stop()
		for {
			select {
			case <-news:
				nudge(r.changed)
				nudge(r.moved)
			case <-opened.Done():
				return
			}
		}
	})
	return opened, nil
}
