package ui

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/scene"
)

// beat is the least time between two scenes: 30 a second.
const beat = time.Second / 30

// sceneMsg is a new scene of a session.
type sceneMsg struct {
	session Session
	world   World // nil until the lab is open
	scene   *scene.Scene
}

// faultMsg says that a part of the window itself failed.
type faultMsg struct{ err error }

// bridge is the one pump into the program: it waits for changes of the session
// and of its lab, and sends the first at once and then at most one scene a
// beat. No other part of the window sends to the program.
type bridge struct {
	sessions chan Session // capacity 1, the newest counts; nil = none
	worldOf  func(Session) World
}

func newBridge() *bridge {
	return &bridge{sessions: make(chan Session, 1), worldOf: worldOf}
}

// follow turns the pump to another session. It does not block; only the
// program's goroutine calls it.
func (b *bridge) follow(s Session) {
	select {
	case <-b.sessions:
	default:
	}
	b.sessions <- s
}

// run pumps until ctx ends. A panic becomes a message.
func (b *bridge) run(ctx context.Context, send func(tea.Msg)) {
	defer func() {
		if r := recover(); r != nil {
			send(faultMsg{fmt.Errorf("the window's pump failed: %v\n%s", r, debug.Stack())})
		}
	}()
	var src source
	defer src.leave()
	var gate <-chan time.Time // open when nil
	var tick <-chan time.Time // while a timer runs down on the screen
	news := false
	for {
		var changed <-chan struct{}
		if src.session != nil {
			changed = src.session.Changed()
		}
		select {
		case <-ctx.Done():
			return
		case s := <-b.sessions:
			src.leave()
			src = source{session: s}
			news, gate = s != nil, nil
		case <-changed:
			news = true
		case <-src.watch:
			news = true
		case <-tick:
			news = true
		case <-gate:
			gate = nil
		}
		if news && gate == nil {
			src.enter(b.worldOf(src.session))
			sc := src.read()
			send(sceneMsg{src.session, src.world, sc})
			news, gate, tick = false, time.After(beat), nil
			if runsDown(sc.Snap) {
				tick = time.After(time.Second)
			}
		}
	}
}

// source is what the pump follows.
type source struct {
	session Session
	world   World
	watch   <-chan struct{}
	cancel  func()
	moments []scene.Moment // only appended to: older scenes share it
	seen    int            // the newest event in moments
}

// enter follows the session's lab, if it is another one.
func (s *source) enter(w World) {
	if w == s.world {
		return
	}
	s.leave()
	s.world, s.moments, s.seen = w, nil, 0
	if w != nil {
		s.watch, s.cancel = w.Watch()
	}
}

func (s *source) leave() {
	if s.cancel != nil {
		s.cancel()
	}
	s.watch, s.cancel, s.world = nil, nil, nil
}

// read makes a scene of what there is now.
func (s *source) read() *scene.Scene {
	sc := &scene.Scene{Snap: &lab.Snapshot{}, View: s.session.View(), Chosen: -1}
	if s.world == nil {
		return sc
	}
	sc.Snap = s.world.Snapshot()
	for _, e := range s.world.Events(s.seen) {
		if e.Seq > sc.Snap.Seq {
			break
		}
		s.seen = e.Seq
		if role, ok := momentRole(&e); ok {
			s.moments = append(s.moments, scene.Moment{Seq: e.Seq, Role: role})
		}
	}
	sc.Now = s.world.Now()
	sc.Last, sc.Events = sc.Snap.Seq, s.moments
	return sc
}

// runsDown tells whether a timer is armed: its seconds are worth a look even
// when nothing happens.
func runsDown(s *lab.Snapshot) bool {
	for _, k := range s.Sockets {
		if !k.Gone && k.Timer.Kind != lab.NoTimer {
			return true
		}
	}
	return false
}
