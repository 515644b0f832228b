package wire

import (
	"net/netip"

	"github.com/stillwire/stillwire/lab/packet"
)

// way is one direction of one conversation.
type way struct {
	proto    packet.Proto
	src, dst netip.AddrPort
}

func (w way) back() way { return way{w.proto, w.dst, w.src} }

func wayOf(p *Packet) way { return way{p.Proto, p.Src(), p.Dst()} }

// flow is what the wire remembers of one direction of a TCP connection.
type flow struct {
	base uint32 // its first sequence number: the ISN where the SYN was seen
	sent []int  // numbers of its packets that took sequence space, in order
}

// after tells whether sequence number a is after b (RFC 9293 section 3.4).
func after(a, b uint32) bool { return int32(a-b) > 0 }

// space is how many sequence numbers a segment takes: SYN and FIN count one.
func space(f *packet.Fields) uint32 {
	n := uint32(len(f.Payload))
	if f.Flags&packet.SYN != 0 {
		n++
	}
	if f.Flags&packet.FIN != 0 {
		n++
	}
	return n
}

// number gives p its relative numbers and links it to the packet whose bytes
// it repeats; it answers that packet, nil for fresh bytes.
func (w *Wire) number(p *Packet) *Packet {
	p.RelSeq, p.RelAck = -1, -1
	if p.Proto != packet.TCP || p.FragOffset > 0 {
		return nil
	}
	here := wayOf(p)
	if p.Flags&(packet.SYN|packet.ACK) == packet.SYN && !w.known(here, p.Seq) {
		delete(w.flows, here) // a new connection on an old pair of ports
		delete(w.flows, here.back())
	}
	f := w.flows[here]
	if f == nil || p.Flags&packet.SYN != 0 && f.base != p.Seq {
		f = &flow{base: p.Seq}
		w.flows[here] = f
	}
	p.RelSeq = int64(p.Seq - f.base)
	if p.Flags&packet.ACK != 0 {
		p.RelAck = 0
		if b := w.flows[here.back()]; b != nil {
			p.RelAck = int64(p.Ack - b.base)
		}
	}
	n := space(&p.Fields)
	if n == 0 {
		return nil
	}
	for _, number := range f.sent {
		o := w.packets[number-1]
		if end := o.Seq + space(&o.Fields); after(end, p.Seq) && after(p.Seq+n, o.Seq) {
			p.Retransmission = o.Number
			return o
		}
	}
	f.sent = append(f.sent, p.Number)
	return nil
}

func (w *Wire) known(here way, isn uint32) bool {
	f := w.flows[here]
	return f != nil && f.base == isn
}

// same tells whether b is the very segment a again.
func same(a, b *Packet) bool {
	const mark = packet.SYN | packet.FIN | packet.RST | packet.ACK // a SYN,ACK is no second SYN
	return a.Seq == b.Seq && len(a.Payload) == len(b.Payload) && a.Flags&mark == b.Flags&mark
}

// answered tells whether a packet that acknowledges all of p waits in the hand.
func (w *Wire) answerHeld(p *Packet) bool {
	back := wayOf(p).back()
	end := p.Seq + space(&p.Fields)
	for _, number := range w.waiting {
		a := w.packets[number-1]
		if wayOf(a) == back && a.Flags&packet.ACK != 0 && !after(end, a.Ack) {
			return true
		}
	}
	return false
}
