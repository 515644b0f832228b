package lab

import (
	"net/netip"

	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
)

func (l *loop) take(raw []byte, cause int) {
	p, again := l.wire.Take(raw, l.engine.Now(), func(p *Packet) {
		p.SentEvent = l.nextSeq()
		p.Sender, p.Receiver = l.owner(p.Src(), p.Dst()), l.owner(p.Dst(), p.Src())
		// an answer for no socket comes from the side that was asked
		if p.Sender == "" || p.Proto == packet.ICMP && p.Quoted != nil {
			l.ownICMP(p)
		}
	})
	l.moved = true
	if again {
		l.emit(Event{Kind: PacketAgain, Cause: cause, Packet: p})
		return
	}
	l.emit(Event{Kind: PacketSent, Cause: cause, Packet: p})
}

// ownICMP names the receiver of an ICMP error by the packet it quotes.
func (l *loop) ownICMP(p *Packet) {
	if p.Proto != packet.ICMP || p.Quoted == nil {
		return
	}
	q := p.Quoted
	p.Sender = ""
	p.Receiver = l.owner(netip.AddrPortFrom(q.SrcAddr, q.SrcPort), netip.AddrPortFrom(q.DstAddr, q.DstPort))
}

// owner finds whose socket stands at local and talks to peer; sockets that
// the stack no longer has count last.
func (l *loop) owner(local, peer netip.AddrPort) string {
	name, best := "", 0
	for _, id := range l.order {
		s := l.socks[id]
		if s.Local.Port() != local.Port() || local.Port() == 0 {
			continue
		}
		if a := s.Local.Addr(); a != local.Addr() && !a.IsUnspecified() {
			continue
		}
		rank := 2
		switch {
		case s.Peer == peer:
			rank = 4
		case s.Peer.IsValid():
			continue
		}
		if s.Gone {
			rank -= 1
		}
		if rank >= best {
			name, best = s.Actor, rank
		}
	}
	return name
}

// deliver hands a waiting packet to the stack.
func (l *loop) deliver(p *Packet) {
	p = l.wire.Leave(p, wire.Delivered, l.engine.Now())
	p.LeftEvent = l.hist.len() + 1
	e := l.emit(Event{Kind: PacketDelivered, Packet: p})
	if err := l.engine.Link().Write(p.Raw); err != nil {
		l.emit(Event{Kind: Fault, Cause: e.Seq, Text: "the stack did not take packet: " + err.Error()})
	}
	l.moved = true
	l.observe(e.Seq)
}
