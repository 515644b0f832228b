package script

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
)

// Eyes are what expressions can see: one snapshot of the lab and the prompts'
// variables. They look and do not act.
type Eyes struct {
	snap   func() *lab.Snapshot
	actors []string
	vars   func(actor string) starlark.StringDict
}

// Look gives eyes for a snapshot, which then never changes.
func (h *House) Look(s *lab.Snapshot) *Eyes {
	actors, vars := h.globals()
	return &Eyes{snap: func() *lab.Snapshot { return s }, actors: actors,
		vars: func(a string) starlark.StringDict { return vars[a] }}
}

// live gives eyes that see the newest snapshot, for programs of the wire.
func (h *House) live() *Eyes {
	actors, _ := h.globals()
	return &Eyes{snap: h.lab.Snapshot, actors: actors,
		vars: func(a string) starlark.StringDict { return h.Prompt(a).Globals() }}
}

// env are the names an expression starts from.
func (e *Eyes) env() starlark.StringDict {
	env := starlark.StringDict{
		"sockets":   e.sockets(),
		"wire":      &view{kind: "wire", attrs: wireAttrs, eyes: e},
		"ports":     &view{kind: "ports", attrs: portAttrs, eyes: e},
		"counters":  counters{e},
		"clock":     &view{kind: "clock", attrs: clockAttrs, eyes: e},
		"str":       builtins["str"],
		"repr":      builtins["repr"],
		bytesMethod: builtins[bytesMethod],
	}
	for _, a := range e.actors {
		env[a] = &actorView{name: a, eyes: e}
	}
	for _, a := range e.snap().Actors {
		if env[a.Name] == nil {
			env[a.Name] = &actorView{name: a.Name, eyes: e}
		}
	}
	return env
}

// view is a thing with a table of attributes and nothing else.
type view struct {
	kind  string
	attrs map[string]func(*Eyes) starlark.Value
	eyes  *Eyes
}

func (v *view) String() string        { return "<" + v.kind + ">" }
func (v *view) Type() string          { return v.kind }
func (v *view) Freeze()               {}
func (v *view) Truth() starlark.Bool  { return true }
func (v *view) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable: %s", v.kind) }
func (v *view) AttrNames() []string   { return slices.Sorted(maps.Keys(v.attrs)) }
func (v *view) Attr(name string) (starlark.Value, error) {
	f := v.attrs[name]
	if f == nil {
		return nil, noSuch(v.kind, name, v.AttrNames())
	}
	return f(v.eyes), nil
}

// noSuch is the error for a wrong attribute.
func noSuch(kind, name string, all []string) error {
	return &Error{Class: "AttributeError", Text: fmt.Sprintf("%s has no .%s", kind, name), Hint: nearest(name, all)}
}

var wireAttrs = map[string]func(*Eyes) starlark.Value{
	"held":    func(e *Eyes) starlark.Value { return e.packets(e.snap().Held()) },
	"packets": func(e *Eyes) starlark.Value { return e.packets(e.snap().Packets) },
	"mode":    func(e *Eyes) starlark.Value { return starlark.String(e.snap().Mode) },
	"last": func(e *Eyes) starlark.Value {
		all := e.snap().Packets
		if len(all) == 0 {
			return starlark.None
		}
		return &packetView{all[len(all)-1]}
	},
}

var clockAttrs = map[string]func(*Eyes) starlark.Value{
	"now": func(e *Eyes) starlark.Value { return starlark.Float(e.snap().At.Seconds()) },
}

var portAttrs = map[string]func(*Eyes) starlark.Value{
	"range": func(e *Eyes) starlark.Value {
		p := e.snap().Ports
		return starlark.Tuple{starlark.MakeInt(p.Low), starlark.MakeInt(p.High)}
	},
	// the local ports that sockets of the stack have now, each once, sorted
	"in_use": func(e *Eyes) starlark.Value {
		var list []starlark.Value
		for _, p := range e.portsInUse() {
			list = append(list, starlark.MakeInt(p))
		}
		return starlark.NewList(list)
	},
	// how many numbers of the range no socket has
	"free": func(e *Eyes) starlark.Value {
		r := e.snap().Ports
		n := r.High - r.Low + 1
		for _, p := range e.portsInUse() {
			if p >= r.Low && p <= r.High {
				n--
			}
		}
		return starlark.MakeInt(n)
	},
}

func (e *Eyes) portsInUse() []int {
	used := map[int]bool{}
	for _, s := range e.snap().Sockets {
		if p := int(s.Local.Port()); p != 0 && !s.Gone {
			used[p] = true
		}
	}
	return slices.Sorted(maps.Keys(used))
}

func (e *Eyes) packets(all []*wire.Packet) starlark.Value {
	list := make([]starlark.Value, len(all))
	for i, p := range all {
		list[i] = &packetView{p}
	}
	return starlark.NewList(list)
}

// sockets are those the stack has now.
func (e *Eyes) sockets() starlark.Value {
	var list []starlark.Value
	for _, s := range e.snap().Sockets {
		if !s.Gone {
			list = append(list, &socketView{id: s.ID, eyes: e})
		}
	}
	return starlark.NewList(list)
}

// counters are the stack's own since the lesson began; one that never moved
// is 0.
type counters struct{ eyes *Eyes }

func (c counters) String() string        { return "<counters>" }
func (c counters) Type() string          { return "counters" }
func (c counters) Freeze()               {}
func (c counters) Truth() starlark.Bool  { return true }
func (c counters) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable: counters") }
func (c counters) Get(k starlark.Value) (starlark.Value, bool, error) {
	name, ok := starlark.AsString(k)
	if !ok || strings.ContainsAny(name, " .") {
		return nil, false, &Error{Class: "KeyError", Text: Repr(k), Hint: "a counter has the name that nstat prints, counters[\"UdpInErrors\"]; those of TcpExt go without that word, counters[\"ListenOverflows\"]"}
	}
	return starlark.MakeInt64(c.eyes.snap().Counters[name]), true, nil
}
