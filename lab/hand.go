package lab

import (
	"context"
	"fmt"

	"github.com/stillwire/stillwire/lab/wire"
)

// Deed is what the hand does on the wire.
type Deed string

const (
	Deliver   Deed = "deliver"
	Drop      Deed = "drop"
	Duplicate Deed = "duplicate"
	Hold      Deed = "hold" // the whole wire
	Free      Deed = "free" // the whole wire
)

// NoPacketError is what Wire answers when there is no such held packet.
type NoPacketError = wire.NoPacketError

// Wire does one deed on a held packet (0 = the oldest), or turns the wire. It
// does not wait for what follows: Settle does.
func (l *Lab) Wire(ctx context.Context, d Deed, packet int) (*Packet, error) {
	var p *Packet
	var err error
	if e := l.do(ctx, func() { p, err = l.loop.hand(d, packet) }); e != nil {
		return nil, e
	}
	return p, err
}

func (l *loop) hand(d Deed, number int) (*Packet, error) {
	switch d {
	case Hold, Free:
		l.turn(d)
		return nil, nil
	}
	p, err := l.wire.Waits(number)
	if err != nil {
		return nil, err
	}
	switch d {
	case Deliver:
		l.deliver(p)
	case Drop:
		p = l.wire.Leave(p, wire.Dropped, l.engine.Now())
		p.LeftEvent = l.hist.len() + 1
		l.emit(Event{Kind: PacketDropped, Packet: p})
	case Duplicate:
		o, c := l.wire.Duplicate(p, l.engine.Now())
		e := l.emit(Event{Kind: PacketDuplicated, Packet: o})
		c.SentEvent = e.Seq + 1
		l.emit(Event{Kind: PacketSent, Cause: e.Seq, Packet: c})
	default:
		return nil, fmt.Errorf("the wire cannot %q: it can deliver, drop, duplicate, hold, free", d)
	}
	return p, nil
}

// turn holds or frees the wire.
func (l *loop) turn(d Deed) {
	mode := wire.HeldMode
	if d == Free {
		mode = wire.FreeMode
	}
	if l.wire.Mode == mode {
		return
	}
	turned := l.wire.Turn(mode)
	e := l.emit(Event{Kind: WireChanged, Text: string(mode)})
	for _, p := range turned {
		l.emit(Event{Kind: PacketTurned, Cause: e.Seq, Packet: p})
	}
}

// name notes which variable of a program holds a socket.
func (l *loop) name(id SocketID, name string) {
	old := l.socks[id]
	if old == nil || old.Name == name {
		return
	}
	now := *old
	now.Name = name
	l.change(old, &now, 0)
}
