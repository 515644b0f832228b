package script

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// mostBound is how much of one value is shown, in characters.
const mostBound = 60

// bound says what the statement's assignments have put into variables, a line
// each. A Python prompt is silent there; who learns what recv() returns wants
// to see it. Sockets are left out: their panes show them.
func bound(f *syntax.File, vars starlark.StringDict) string {
	var lines []string
	for _, s := range f.Stmts {
		a, ok := s.(*syntax.AssignStmt)
		if !ok {
			continue
		}
		for _, name := range targets(a.LHS) {
			v := vars[name]
			switch v.(type) {
			case nil, *Socket, *starlark.Function, *starlark.Builtin:
				continue
			}
			text := Repr(v)
			if len(text) > mostBound {
				text = strings.ToValidUTF8(text[:mostBound], "") + "..."
			}
			lines = append(lines, name+" = "+text)
		}
	}
	return strings.Join(lines, "\n")
}

// targets are the plain names on the left of an assignment.
func targets(x syntax.Expr) []string {
	switch x := x.(type) {
	case *syntax.Ident:
		if x.Name != shown {
			return []string{x.Name}
		}
	case *syntax.ParenExpr:
		return targets(x.X)
	case *syntax.TupleExpr:
		var all []string
		for _, e := range x.List {
			all = append(all, targets(e)...)
		}
		return all
	}
	return nil
}
