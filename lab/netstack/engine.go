package netstack

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"
	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/network/ipv4"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
	"gvisor.dev/gvisor/pkg/tcpip/transport/udp"

	"github.com/stillwire/stillwire/lab"
)

// nic is the number of the one interface.
const nic tcpip.NICID = 1

// Engine is gVisor's stack in this process.
type Engine struct {
	stack  *stack.Stack
	clock  *clock
	card   *endpoint
	table  *table
	probes probes
	gate   gate
	closed bool
}

var (
	_ lab.Engine = (*Engine)(nil)
	_ lab.Clock  = (*Engine)(nil)
)

// Open makes a lab on netstack. It needs nothing of the machine.
func Open(ctx context.Context, o lab.Options) (*lab.Lab, error) {
	e, err := New(o)
	if err != nil {
		return nil, err
	}
	return lab.Open(ctx, e, o)
}

// New makes an engine. The profile changes nothing, because no timer runs
// while a student reads.
func New(o lab.Options) (*Engine, error) {
	switch o.Profile {
	case "", "calm", "fast", "natural":
	default:
		return nil, fmt.Errorf("profile %q is not known: calm, fast or natural", o.Profile)
	}
	e := &Engine{clock: &clock{}, table: newTable()}
	e.gate.init()
	e.probes.last = map[tcp.TCPEndpointID]probe{}
	e.card = &endpoint{clock: e.clock}
	e.stack = stack.New(stack.Options{
		NetworkProtocols:   []stack.NetworkProtocolFactory{ipv4.NewProtocol},
		TransportProtocols: []stack.TransportProtocolFactory{tcp.NewProtocolProbe(e.probes.note), udp.NewProtocol},
		Clock:              e.clock,
		SecureRNG:          newSeeded(o.Seed),
	})
	if err := e.setUp(); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

func (e *Engine) setUp() error {
	if err := e.stack.CreateNIC(nic, e.card); err != nil {
		return fmt.Errorf("make the interface: %s", err)
	}
	home := tcpip.ProtocolAddress{Protocol: header.IPv4ProtocolNumber,
		AddressWithPrefix: tcpip.AddressWithPrefix{Address: tcpip.AddrFrom4([4]byte{127, 0, 0, 1}), PrefixLen: 8}}
	if err := e.stack.AddProtocolAddress(nic, home, stack.AddressProperties{}); err != nil {
		return fmt.Errorf("give it 127.0.0.1/8: %s", err)
	}
	// no default route: what is not loopback is unreachable
	e.stack.SetRouteTable([]tcpip.Route{{Destination: home.AddressWithPrefix.Subnet(), NIC: nic}})
	if err := e.stack.SetPortRange(32768, 60999); err != nil {
		return fmt.Errorf("set the ephemeral ports: %s", err)
	}
	// limits per second of a clock that stands still would be limits for ever
	e.stack.SetICMPLimit(rate.Inf)
	if err := e.stack.SetOption(stack.TCPInvalidRateLimitOption(0)); err != nil {
		return fmt.Errorf("lift the limit on duplicate ACKs: %s", err)
	}
	// Nagle's algorithm is on, as on Linux, unless TCP_NODELAY is set
	delay := tcpip.TCPDelayEnabled(true)
	if err := e.stack.SetTransportProtocolOption(tcp.ProtocolNumber, &delay); err != nil {
		return fmt.Errorf("switch Nagle's algorithm on: %s", err)
	}
	return nil
}

// seeded is the stack's source of chance: initial sequence numbers, ports and
// secrets are the same for the same seed.
type seeded struct {
	mu  sync.Mutex
	src *rand.ChaCha8
}

func newSeeded(seed uint64) *seeded {
	var key [32]byte
	copy(key[:], fmt.Sprintf("stillwire %d", seed))
	return &seeded{src: rand.NewChaCha8(key)}
}

func (s *seeded) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.src.Read(p)
}

// Name is the engine's name on the command line.
func (e *Engine) Name() string { return "netstack" }

// Stack is the engine's name on the screen.
func (e *Engine) Stack() string { return "gVisor netstack" }

// Caps says what it is.
func (e *Engine) Caps() lab.Caps {
	return lab.Caps{Wire: "in this process", Stopped: true, Notes: []string{
		"with tcp_syncookies = 0 it is the lab's wire that turns a SYN away when the SYN queue is full: this stack has no way to send no cookies",
	}}
}

// Link is the lab's end of the wire.
func (e *Engine) Link() lab.Link { return wire{e} }

// Ports is the range that ephemeral ports are taken from.
func (e *Engine) Ports() (lab.Ports, error) {
	low, high := e.stack.PortRange()
	return lab.Ports{Low: int(low), High: int(high)}, nil
}

// Now is the time on the stack's clock.
func (e *Engine) Now() time.Duration { return e.clock.since() }

// Next is the stack's next timer: how long until then, and what armed it.
func (e *Engine) Next() (time.Duration, string, bool) {
	t := e.clock.next()
	if t == nil {
		return 0, "", false
	}
	return max(t.at-e.clock.since(), 0), t.say(), true
}

// Advance moves the clock; timers whose time has come fire.
func (e *Engine) Advance(d time.Duration) {
	e.clock.move(d)
	e.settle()
}

// Settle returns when the stack has nothing left to do at this instant.
func (e *Engine) Settle(context.Context) error {
	e.settle()
	return nil
}

// settle drains the stack's queues and fires the timers that are due, one by
// one, until neither is left.
func (e *Engine) settle() {
	if e.closed {
		return // a pause would wait for ever
	}
	e.drain()
	for t := e.clock.take(); t != nil; t = e.clock.take() {
		t.f()
		e.drain()
	}
	e.clock.owned(nil)
}

// drain is an exact barrier: a queue that is paused is empty.
func (e *Engine) drain() {
	e.stack.Pause()
	e.stack.Resume()
}

// Close ends the sockets and the stack.
func (e *Engine) Close() error {
	if e.closed {
		return nil
	}
	for _, h := range e.table.held {
		h.ep.Close()
	}
	e.closed = true
	e.stack.Destroy()
	return nil
}
