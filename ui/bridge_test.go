package ui

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
)

// pumped is a bridge at work; msgs is what it sent.
type pumped struct {
	*bridge
	world *fakeWorld
	mu    sync.Mutex
	msgs  []tea.Msg
	end   context.CancelFunc
}

func pump(t *testing.T) *pumped {
	p := &pumped{bridge: newBridge()}
	p.worldOf = func(Session) World {
		if p.world == nil {
			return nil
		}
		return p.world
	}
	ctx, cancel := context.WithCancel(t.Context())
	p.end = cancel
	go p.run(ctx, func(m tea.Msg) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.msgs = append(p.msgs, m)
	})
	return p
}

// got is what came so far.
func (p *pumped) got() []tea.Msg {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.msgs)
}

func session() *fakeSession {
	return &fakeSession{view: &lessons.View{}, changed: make(chan struct{}, 1)}
}

func TestPumpBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := pump(t), session()
		defer p.end()
		p.world = &fakeWorld{snap: &lab.Snapshot{}, wake: make(chan struct{}, 1)}
		p.follow(s)
		synctest.Wait()
		if len(p.got()) != 1 {
			t.Fatalf("%d scenes at first, want 1", len(p.got()))
		}
		// A flood of changes: the first waits for the beat, the rest join it.
		for range 1000 {
			p.world.wake <- struct{}{}
			synctest.Wait()
		}
		if len(p.got()) != 1 {
			t.Errorf("%d scenes within a beat, want 1", len(p.got()))
		}
		waitBeat()
		if len(p.got()) != 2 {
			t.Errorf("%d scenes after a beat, want 2", len(p.got()))
		}
		waitBeat()
		if len(p.got()) != 2 {
			t.Errorf("%d scenes with no news, want 2", len(p.got()))
		}
		s.changed <- struct{}{}
		synctest.Wait()
		if len(p.got()) != 3 {
			t.Errorf("%d scenes: after a rest the first change shows at once, want 3", len(p.got()))
		}
	})
}

// waitBeat lets the bubble's own clock pass a beat.
func waitBeat() {
	done := make(chan struct{})
	time.AfterFunc(beat, func() { close(done) })
	<-done
	synctest.Wait()
}

func TestPumpFollowsTheLab(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := pump(t), session()
		p.follow(s)
		synctest.Wait()
		first := p.got()[0].(sceneMsg)
		if first.world != nil || first.scene.Snap == nil || first.session != s {
			t.Errorf("before the lab is open: %+v", first)
		}
		sent := func(n int, actor string) lab.Event {
			return lab.Event{Seq: n, Kind: lab.PacketSent, Packet: &lab.Packet{Sender: actor}}
		}
		one := &fakeWorld{snap: &lab.Snapshot{Seq: 2}, wake: make(chan struct{}, 1),
			events: []lab.Event{sent(1, "client"), {Seq: 2, Kind: lab.Mark}, sent(3, "server")}}
		p.world = one
		waitBeat()
		s.changed <- struct{}{}
		synctest.Wait()
		m := p.got()[1].(sceneMsg)
		if want := (scene.Moment{Seq: 1, Role: draw.Client}); len(m.scene.Events) != 1 || m.scene.Events[0] != want || m.scene.Last != 2 {
			t.Errorf("events %v of %d, want only %v of 2: the third is newer than the snapshot", m.scene.Events, m.scene.Last, want)
		}
		one.snap = &lab.Snapshot{Seq: 3}
		waitBeat()
		one.wake <- struct{}{}
		synctest.Wait()
		if n := p.got()[2].(sceneMsg).scene.Events; len(n) != 2 || n[1].Role != draw.Server {
			t.Errorf("events %v, want two", n)
		}
		if len(m.scene.Events) != 1 {
			t.Error("an older scene has changed")
		}
		// A reset: another lab.
		p.world = &fakeWorld{snap: &lab.Snapshot{}, wake: make(chan struct{}, 1)}
		waitBeat()
		s.changed <- struct{}{}
		synctest.Wait()
		if m := p.got()[3].(sceneMsg); len(m.scene.Events) != 0 || m.world != p.world || one.ended != 1 {
			t.Errorf("after a reset: %+v, old lab left %d times", m.scene.Events, one.ended)
		}
		p.follow(nil)
		synctest.Wait()
		if p.world.ended != 1 {
			t.Error("the pump still watches a lab that was left")
		}
		p.end()
		synctest.Wait()
	})
}

func TestPumpPanicIsAMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pump(t)
		defer p.end()
		p.worldOf = func(Session) World { panic("a hole in the floor") }
		p.follow(session())
		synctest.Wait()
		if len(p.got()) != 1 {
			t.Fatalf("%d messages, want 1", len(p.got()))
		}
		if f, ok := p.got()[0].(faultMsg); !ok || !strings.Contains(f.err.Error(), "a hole in the floor") {
			t.Errorf("got %v", p.got()[0])
		}
	})
}
