package lessons

import (
	"fmt"
	"net/netip"
	"strconv"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
)

// factOf turns an event of the lab into a line; nil for one that the
// transcript leaves out.
func factOf(e *lab.Event) Fact {
	switch e.Kind {
	case lab.CallEntered, lab.CallParked, lab.CallReturned:
		return callOf(e)
	case lab.PacketSent, lab.PacketAgain, lab.PacketDelivered, lab.PacketDropped, lab.PacketDuplicated, lab.PacketTurned:
		return packetOf(e)
	case lab.StateChanged:
		return stateOf(e)
	case lab.WireChanged:
		return wordFact("WIRE is " + e.Text)
	case lab.TimerFired:
		return wordFact("TIMER fired: " + e.Text)
	case lab.Fault:
		return wordFact("FAULT " + e.Text)
	}
	return nil
}

// wordFact is a line that only people get.
type wordFact string

func (f wordFact) Line() string { return string(f) }

type callFact struct {
	Kind   string  `json:"kind"`
	Seq    int     `json:"seq"`
	Actor  string  `json:"actor"`
	Call   string  `json:"call"`
	Phase  string  `json:"phase"`
	Result any     `json:"result"` // a number where it is one; null before it returned
	Errno  *string `json:"errno"`
	Args   string  `json:"args"`
}

func (callFact) object() {}

func callOf(e *lab.Event) Fact {
	c := e.Call
	f := callFact{Kind: "call", Seq: e.Seq, Actor: c.Actor, Call: c.Name, Phase: string(c.Phase), Args: c.Args}
	if c.Phase == lab.Returned {
		f.Result = c.Result
		if n, err := strconv.Atoi(c.Result); err == nil {
			f.Result = n
		}
		if c.Errno != 0 {
			name := c.Errno.Name()
			f.Errno = &name
		}
	}
	return f
}

func (f callFact) Line() string {
	head := fmt.Sprintf("CALL %s %s(%s)", f.Actor, f.Call, f.Args)
	switch {
	case f.Phase == string(lab.Entered):
		return "" // what follows says it
	case f.Errno != nil:
		return head + ": " + *f.Errno
	case f.Phase == string(lab.Returned):
		return fmt.Sprintf("%s = %v", head, f.Result)
	}
	return head + ": " + f.Phase
}

type packetFact struct {
	Kind   string `json:"kind"`
	Seq    int    `json:"seq"`
	Number int    `json:"number"`
	Fate   string `json:"fate"`
	Proto  string `json:"proto"`
	Src    string `json:"src"`
	Dst    string `json:"dst"`
	Flags  string `json:"flags"`
	Length int    `json:"length"`
	Again  int    `json:"again"`
	RelSeq *int64 `json:"rel_seq,omitempty"`
	RelAck *int64 `json:"rel_ack,omitempty"`
	Copy   int    `json:"copy,omitempty"`
	Repeat int    `json:"retransmission,omitempty"`

	sender, receiver, label string
}

func (packetFact) object() {}

func packetOf(e *lab.Event) Fact {
	p := e.Packet
	fate := p.Fate
	switch {
	case e.Kind == lab.PacketDuplicated:
		fate = "duplicated"
	case fate == wire.Passing:
		return nil // it is delivered next
	}
	f := packetFact{Kind: "packet", Seq: e.Seq, Number: p.Number, Fate: string(fate), Proto: string(p.Proto),
		Src: endpoint(p.Src()), Dst: endpoint(p.Dst()), Length: len(p.Payload), Again: p.Again,
		Copy: p.Copy, Repeat: p.Retransmission, sender: p.Sender, receiver: p.Receiver, label: p.Label()}
	if p.Proto == packet.TCP && p.FragOffset == 0 {
		f.Flags = p.Flags.String()
	}
	if p.RelSeq >= 0 {
		f.RelSeq = &p.RelSeq
	}
	if p.RelAck >= 0 {
		f.RelAck = &p.RelAck
	}
	return f
}

func (f packetFact) Line() string {
	from, to := f.sender, f.receiver
	if from == "" {
		from = "the stack"
	}
	if to == "" {
		to = f.Dst
	}
	line := fmt.Sprintf("WIRE %d %s to %s %s", f.Number, from, to, f.label)
	if f.RelSeq != nil {
		line += fmt.Sprintf(" seq=%d", *f.RelSeq)
	}
	if f.RelAck != nil {
		line += fmt.Sprintf(" ack=%d", *f.RelAck)
	}
	line += ": " + f.Fate
	if f.Again > 0 && f.Fate == string(wire.Held) {
		line += fmt.Sprintf(", sent again %d times", f.Again)
	}
	return line
}

type stateFact struct {
	Kind     string `json:"kind"`
	Seq      int    `json:"seq"`
	Socket   string `json:"socket"`
	Src      string `json:"src"`
	Dst      string `json:"dst"`
	From     string `json:"from"`
	To       string `json:"to"`
	Inferred bool   `json:"inferred,omitempty"`
}

func (stateFact) object() {}

func stateOf(e *lab.Event) Fact {
	if e.From == e.To || e.Socket == nil {
		return nil
	}
	s := e.Socket
	return stateFact{Kind: "state", Seq: e.Seq, Socket: s.Name, Src: endpoint(s.Local), Dst: endpoint(s.Peer),
		From: e.From.String(), To: e.To.String(), Inferred: e.Inferred}
}

func (f stateFact) Line() string {
	who := f.Socket
	if who == "" {
		who = "socket"
	}
	line := fmt.Sprintf("STATE %s %s %s (was %s)", who, f.Src, f.To, f.From)
	if f.Inferred {
		line += ", inferred"
	}
	return line
}

// endpoint is "127.0.0.1:8080", the bare address where there is no port, and
// "" where there is none at all.
func endpoint(a netip.AddrPort) string {
	switch {
	case !a.IsValid():
		return ""
	case a.Port() == 0:
		return a.Addr().String()
	}
	return a.String()
}
