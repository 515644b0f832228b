package script

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
)

// hand is what the functions of a wire beat act through: a real one does the
// deeds, one that only notes them tells what a beat intends.
type hand struct {
	snap    func() *lab.Snapshot
	do      func(lab.Deed, int) error // and waits until the lab has settled
	advance func(time.Duration) error
}

const handKey = "hand"

// wireFunctions are the verbs of a wire beat.
var wireFunctions = map[string]function{
	"hold":        turnWire(lab.Hold),
	"free":        turnWire(lab.Free),
	"deliver":     deliver,
	"deliver_all": deliverAll,
	"drop":        onPacket(lab.Drop),
	"duplicate":   onPacket(lab.Duplicate),
}

func handOf(t *starlark.Thread, name string) (*hand, error) {
	h, ok := t.Local(handKey).(*hand)
	if !ok {
		return nil, &Error{Class: "Error", Text: name + "() is a deed on the wire", Hint: "write it in a `python wire` fence"}
	}
	return h, nil
}

func turnWire(d lab.Deed) function {
	return func(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 0); err != nil {
			return nil, err
		}
		h, err := handOf(t, b.Name())
		if err != nil {
			return nil, err
		}
		return starlark.None, h.do(d, 0)
	}
}

func onPacket(d lab.Deed) function {
	return func(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var which starlark.Value = starlark.None
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "which?", &which); err != nil {
			return nil, err
		}
		h, err := handOf(t, b.Name())
		if err != nil {
			return nil, err
		}
		n, err := h.find(t, b.Name(), which)
		if err != nil {
			return nil, err
		}
		return starlark.None, h.do(d, n)
	}
}

// deliver releases n packets, one after the other: the lab settles between
// them, so that an answer may be among them.
func deliver(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var which starlark.Value = starlark.None
	n := 1
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "which?", &which, "n?", &n); err != nil {
		return nil, err
	}
	h, err := handOf(t, b.Name())
	if err != nil {
		return nil, err
	}
	if n < 1 {
		return nil, raise("ValueError", "deliver(n=%d): n counts from 1", n)
	}
	for range n {
		number, err := h.find(t, b.Name(), which)
		if err != nil {
			return nil, err
		}
		if err := h.do(lab.Deliver, number); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

// mostDelivered bounds the deeds of one beat: two stacks can talk for ever.
const mostDelivered = 10_000

// deliverAll releases the oldest packet until none is held, also those that
// come in answer.
func deliverAll(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 0); err != nil {
		return nil, err
	}
	h, err := handOf(t, b.Name())
	if err != nil {
		return nil, err
	}
	if _, err := h.find(t, b.Name(), starlark.None); err != nil {
		return nil, err
	}
	for range mostDelivered {
		held := h.snap().Held()
		if len(held) == 0 {
			return starlark.None, nil
		}
		if err := h.do(lab.Deliver, held[0].Number); err != nil {
			return nil, err
		}
	}
	return nil, raise("RuntimeError", "deliver_all() has released %d packets, and still more come", mostDelivered)
}

// find is the number of the held packet meant: the oldest, a packet, the
// oldest with these flags, or the oldest for which a function is true.
func (h *hand) find(t *starlark.Thread, verb string, which starlark.Value) (int, error) {
	held := h.snap().Held()
	switch w := which.(type) {
	case starlark.NoneType:
		if len(held) > 0 {
			return held[0].Number, nil
		}
		return 0, noPacket(verb, "a held packet", held)
	case *packetView:
		if slices.ContainsFunc(held, func(p *wire.Packet) bool { return p.Number == w.p.Number }) {
			return w.p.Number, nil
		}
		return 0, noPacket(verb, fmt.Sprintf("packet %d", w.p.Number), held)
	case starlark.String:
		match, err := flagsMatch(string(w))
		if err != nil {
			return 0, err
		}
		for _, p := range held {
			if match(p) {
				return p.Number, nil
			}
		}
		return 0, noPacket(verb, fmt.Sprintf("a held %s", string(w)), held)
	case starlark.Callable:
		for _, p := range held {
			v, err := starlark.Call(t, w, starlark.Tuple{&packetView{p}}, nil)
			if err != nil {
				return 0, err
			}
			if v.Truth() {
				return p.Number, nil
			}
		}
		return 0, noPacket(verb, fmt.Sprintf("a held packet that %s is true for", w.Name()), held)
	}
	return 0, &Error{Class: "TypeError", Text: fmt.Sprintf("%s(%s): which packet is meant?", verb, Repr(which)),
		Hint: "give a packet (wire.held[0]), its flags (\"SYN,ACK\"), or a function of a packet"}
}

// flagsMatch reads flags in any order, or a protocol's name.
func flagsMatch(text string) (func(*wire.Packet) bool, error) {
	clean := strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	for _, proto := range []packet.Proto{packet.TCP, packet.UDP, packet.ICMP} {
		if clean == string(proto) {
			return func(p *wire.Packet) bool { return p.Proto == proto }, nil
		}
	}
	f, err := packet.ParseFlags(clean)
	if err != nil {
		return nil, &Error{Class: "ValueError", Text: err.Error(), Hint: "or a protocol: TCP, UDP, ICMP"}
	}
	return func(p *wire.Packet) bool { return p.Proto == packet.TCP && p.FragOffset == 0 && p.Flags == f }, nil
}

// noPacket is the error of a verb that finds nothing to act on.
func noPacket(verb, wanted string, held []*wire.Packet) error {
	names := "nothing is held"
	if len(held) > 0 {
		list := make([]string, len(held))
		for i, p := range held {
			list[i] = fmt.Sprintf("%d %s", p.Number, p.Label())
		}
		names = "held: " + strings.Join(list, ", ")
	}
	return &Error{Class: "LookupError", Text: fmt.Sprintf("%s() needs %s; %s", verb, wanted, names)}
}
