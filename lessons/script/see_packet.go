package script

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
)

// packetView is a packet in an expression, as it was when it was looked at.
type packetView struct{ p *wire.Packet }

func (v *packetView) String() string {
	return fmt.Sprintf("<packet %d %s>", v.p.Number, v.p.Label())
}
func (v *packetView) Type() string          { return "packet" }
func (v *packetView) Freeze()               {}
func (v *packetView) Truth() starlark.Bool  { return true }
func (v *packetView) Hash() (uint32, error) { return uint32(v.p.Number), nil }
func (v *packetView) AttrNames() []string   { return slices.Sorted(maps.Keys(packetAttrs)) }

// CompareSameType lets packets be compared with == and !=, by number.
func (v *packetView) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	same := v.p.Number == y.(*packetView).p.Number
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, fmt.Errorf("packets have no order: compare their .number")
}

func (v *packetView) Attr(name string) (starlark.Value, error) {
	f, ok := packetAttrs[name]
	if !ok {
		return nil, noSuch("a packet", name, v.AttrNames())
	}
	return f(v.p), nil
}

// packetAttrs is what can be seen of a packet. None = it has no such thing.
var packetAttrs = map[string]func(*wire.Packet) starlark.Value{
	"number": func(p *wire.Packet) starlark.Value { return starlark.MakeInt(p.Number) },
	"proto":  func(p *wire.Packet) starlark.Value { return starlark.String(p.Proto) },
	"flags": func(p *wire.Packet) starlark.Value {
		if p.Proto != packet.TCP || p.FragOffset > 0 {
			return starlark.String("")
		}
		return starlark.String(p.Flags.String())
	},
	"seq":    func(p *wire.Packet) starlark.Value { return relative(p.RelSeq) },
	"ack":    func(p *wire.Packet) starlark.Value { return relative(p.RelAck) },
	"length": func(p *wire.Packet) starlark.Value { return starlark.MakeInt(len(p.Payload)) },
	"data":   func(p *wire.Packet) starlark.Value { return starlark.Bytes(p.Payload) },
	"window": func(p *wire.Packet) starlark.Value {
		if p.Proto != packet.TCP {
			return starlark.None
		}
		return starlark.MakeInt(p.Window)
	},
	"src":      func(p *wire.Packet) starlark.Value { return place(p, p.Src()) },
	"dst":      func(p *wire.Packet) starlark.Value { return place(p, p.Dst()) },
	"src_port": func(p *wire.Packet) starlark.Value { return port(p.Src()) },
	"dst_port": func(p *wire.Packet) starlark.Value { return port(p.Dst()) },
	"sender":   func(p *wire.Packet) starlark.Value { return textOr(p.Sender) },
	"receiver": func(p *wire.Packet) starlark.Value { return textOr(p.Receiver) },
	"fate":     func(p *wire.Packet) starlark.Value { return starlark.String(p.Fate) },
	"retransmission": func(p *wire.Packet) starlark.Value { // number of the packet it repeats
		return numberOr(p.Retransmission)
	},
	"copy":        func(p *wire.Packet) starlark.Value { return numberOr(p.Copy) },
	"again":       func(p *wire.Packet) starlark.Value { return starlark.MakeInt(p.Again) },
	"ttl":         func(p *wire.Packet) starlark.Value { return starlark.MakeInt(p.TTL) },
	"checksum_ok": func(p *wire.Packet) starlark.Value { return starlark.Bool(p.ChecksumOK) },
	"fragment": func(p *wire.Packet) starlark.Value {
		return starlark.Bool(p.FragOffset > 0 || p.MoreFragments)
	},
}

func numberOr(n int) starlark.Value {
	if n == 0 {
		return starlark.None
	}
	return starlark.MakeInt(n)
}

func relative(n int64) starlark.Value {
	if n < 0 {
		return starlark.None
	}
	return starlark.MakeInt64(n)
}

// place is "127.0.0.1:8080", or the bare address where there is no port.
func place(p *wire.Packet, a netip.AddrPort) starlark.Value {
	if a.Port() == 0 {
		return starlark.String(a.Addr().String())
	}
	return starlark.String(a.String())
}
