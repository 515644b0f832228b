package netstack

import (
	"sync"

	"gvisor.dev/gvisor/pkg/buffer"
	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
)

// mtu is the kernel wire's too: segments are those of an Ethernet.
const mtu = 1500

// endpoint is the stack's network card: what is sent queues up in out. It is
// called with locks of the stack held, so it only copies.
type endpoint struct {
	clock *clock

	mu         sync.Mutex
	dispatcher stack.NetworkDispatcher
	out        [][]byte
}

var _ stack.LinkEndpoint = (*endpoint)(nil)

// WritePackets takes what the stack sends.
func (e *endpoint) WritePackets(packets stack.PacketBufferList) (int, tcpip.Error) {
	for _, p := range packets.AsSlice() {
		v := p.ToView()
		raw := append([]byte(nil), v.AsSlice()...)
		v.Release()
		fillChecksum(raw)
		e.mu.Lock()
		e.out = append(e.out, raw)
		e.mu.Unlock()
		e.clock.passed()
	}
	return packets.Len(), nil
}

// take is the oldest packet sent; nil when there is none.
func (e *endpoint) take() []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.out) == 0 {
		return nil
	}
	raw := e.out[0]
	e.out = e.out[1:]
	return raw
}

// deliver hands one packet to the stack.
func (e *endpoint) deliver(raw []byte) {
	e.mu.Lock()
	d := e.dispatcher
	e.mu.Unlock()
	if d == nil {
		return
	}
	p := stack.NewPacketBuffer(stack.PacketBufferOptions{Payload: buffer.MakeWithData(raw)})
	defer p.DecRef()
	d.DeliverNetworkPacket(header.IPv4ProtocolNumber, p)
}

// Attach is told where packets go in.
func (e *endpoint) Attach(d stack.NetworkDispatcher) {
	e.mu.Lock()
	e.dispatcher = d
	e.mu.Unlock()
}

// IsAttached tells whether packets can go in.
func (e *endpoint) IsAttached() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dispatcher != nil
}

// Capabilities says loopback, or 127.0.0.1 from outside would be dropped as a
// Martian; and no checksum offload, so that a damaged packet is refused.
func (*endpoint) Capabilities() stack.LinkEndpointCapabilities { return stack.CapabilityLoopback }

func (*endpoint) MTU() uint32                             { return mtu }
func (*endpoint) SetMTU(uint32)                           {}
func (*endpoint) MaxHeaderLength() uint16                 { return 0 }
func (*endpoint) LinkAddress() tcpip.LinkAddress          { return "" }
func (*endpoint) SetLinkAddress(tcpip.LinkAddress)        {}
func (*endpoint) Wait()                                   {}
func (*endpoint) ARPHardwareType() header.ARPHardwareType { return header.ARPHardwareLoopback }
func (*endpoint) AddHeader(*stack.PacketBuffer)           {}
func (*endpoint) ParseHeader(*stack.PacketBuffer) bool    { return true }
func (*endpoint) Close()                                  {}
func (*endpoint) SetOnCloseAction(func())                 {}

// wire is the lab's end of it.
type wire struct{ engine *Engine }

// Read takes the next packet that the stack has sent; nil when none waits.
func (w wire) Read() ([]byte, error) { return w.engine.card.take(), nil }

// Write hands one packet to the stack and returns when it is digested.
func (w wire) Write(raw []byte) error {
	w.engine.receive(raw)
	return nil
}

// Ready never says a word: nothing happens here by itself.
func (wire) Ready() <-chan struct{} { return nil }
