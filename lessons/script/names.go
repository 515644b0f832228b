package script

import (
	"fmt"
	"maps"
	"slices"

	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
)

// tellNames tells the lab which variable holds which socket. A socket keeps
// its name while that variable holds it, and afterwards too if no other does,
// unless the variable now holds another socket.
func (p *Prompt) tellNames(vars starlark.StringDict) {
	holders := map[lab.SocketID][]string{}
	taken := map[string]lab.SocketID{}
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		note(vars[name], p.Actor+"."+name, 0, func(id lab.SocketID, n string) {
			holders[id] = append(holders[id], n)
			taken[n] = id
		})
	}
	for id, old := range p.names {
		if now, ok := taken[old]; ok && now != id && len(holders[id]) == 0 {
			p.name(id, "")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(holders)) {
		if !slices.Contains(holders[id], p.names[id]) {
			p.name(id, holders[id][0])
		}
	}
}

func (p *Prompt) name(id lab.SocketID, name string) {
	if name == "" {
		delete(p.names, id)
	} else {
		p.names[id] = name
	}
	p.tell(id, name)
}

// note calls f for each socket in v, with the words that reach it.
func note(v starlark.Value, name string, depth int, f func(lab.SocketID, string)) {
	if depth > 3 {
		return
	}
	switch v := v.(type) {
	case *Socket:
		f(v.ID(), name)
	case *starlark.List:
		for i := range v.Len() {
			note(v.Index(i), fmt.Sprintf("%s[%d]", name, i), depth+1, f)
		}
	case starlark.Tuple:
		for i, x := range v {
			note(x, fmt.Sprintf("%s[%d]", name, i), depth+1, f)
		}
	case *starlark.Dict:
		for _, kv := range v.Items() {
			note(kv[1], fmt.Sprintf("%s[%s]", name, Repr(kv[0])), depth+1, f)
		}
	}
}
