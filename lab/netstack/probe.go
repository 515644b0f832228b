package netstack

import (
	"sync"

	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
)

// probe is what the stack told of a connection after the last segment that it
// received on it.
type probe struct {
	number     int // of the probe, so that it is taken into account once
	unacked    int // bytes in the send buffer
	mss        int
	sendWindow int
	recvWindow int
}

// probes keeps the last one of every connection. Goroutines of the stack write.
type probes struct {
	mu   sync.Mutex
	last map[tcp.TCPEndpointID]probe
}

// note is called by the stack, with its locks held.
func (p *probes) note(s *tcp.TCPEndpointState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last[s.ID] = probe{
		number:     p.last[s.ID].number + 1,
		unacked:    max(s.SndBufState.SndBufUsed, 0), // a FIN's acknowledgment takes one off
		mss:        s.Sender.MaxPayloadSize,
		sendWindow: int(s.Sender.SndWnd),
		recvWindow: int(s.Receiver.RcvNxt.Size(s.Receiver.RcvAcc)),
	}
}

func (p *probes) of(id tcp.TCPEndpointID) probe {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last[id]
}

func (p *probes) forget(id tcp.TCPEndpointID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.last, id)
}
