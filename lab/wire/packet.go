// Package wire is where the packets of both directions pass: they flow, or
// each waits for a hand. It moves bytes and fates; it knows no stack.
package wire

import (
	"net/netip"
	"time"

	"github.com/stillwire/stillwire/lab/packet"
)

// Mode is whether packets flow or wait.
type Mode string

const (
	HeldMode Mode = "held"
	FreeMode Mode = "free"
)

// Fate is what became of a packet.
type Fate string

const (
	Passing   Fate = "passing" // free wire, not yet delivered
	Held      Fate = "held"
	Delivered Fate = "delivered"
	Dropped   Fate = "dropped"
)

// Packet is one IP packet that the stack sent, or a copy the hand made.
// Values are immutable; a change of fate is a new value with the same Number.
type Packet struct {
	Number int           // 1 = the first on this wire
	At     time.Duration // when the stack sent it, on the lab's clock
	Left   time.Duration // when it was delivered or dropped; 0 = it has not
	Raw    []byte
	packet.Fields

	Sender   string // actor whose socket sent it; "" = the stack itself, for no socket
	Receiver string // actor whose socket it is for; "" = none
	Fate     Fate
	Again    int // times the stack sent it again while it waited; swallowed

	Retransmission int // number of the packet whose bytes it repeats; 0 = none
	Copy           int // number of the packet it duplicates; 0 = an original
	Copies         int // copies the hand has made of it

	SentEvent int // the event at which it was sent
	LeftEvent int // the event at which it was delivered or dropped; 0 = it has not

	// RelSeq and RelAck count from the first sequence number that the wire
	// saw in each direction, as most tools print them; -1 where there is none.
	RelSeq, RelAck int64
}

// Src and Dst are the packet's end points; the port is 0 where there is none.
func (p *Packet) Src() netip.AddrPort { return netip.AddrPortFrom(p.SrcAddr, p.SrcPort) }
func (p *Packet) Dst() netip.AddrPort { return netip.AddrPortFrom(p.DstAddr, p.DstPort) }
