package script

import (
	"fmt"
	"maps"
	"slices"

	"go.starlark.net/starlark"
)

// actorView is an actor in an expression: its variables, and what it is at.
type actorView struct {
	name string
	eyes *Eyes
}

func (a *actorView) String() string        { return a.name }
func (a *actorView) Type() string          { return "actor" }
func (a *actorView) Freeze()               {}
func (a *actorView) Truth() starlark.Bool  { return true }
func (a *actorView) Hash() (uint32, error) { return starlark.String(a.name).Hash() }

func (a *actorView) AttrNames() []string {
	return append(slices.Sorted(maps.Keys(a.eyes.vars(a.name))), "blocked", "error")
}

func (a *actorView) Attr(name string) (starlark.Value, error) {
	now := a.eyes.snap().Actor(a.name)
	switch name {
	case "blocked": // the call it is parked in
		if now == nil || now.Parked == nil {
			return starlark.None, nil
		}
		return starlark.String(now.Parked.Name), nil
	case "error": // errno name of its last failed call
		if now == nil || now.Error == 0 {
			return starlark.None, nil
		}
		return starlark.String(now.Error.Name()), nil
	}
	v, ok := a.eyes.vars(a.name)[name]
	if !ok {
		return nil, &Error{Class: "NameError", Text: fmt.Sprintf("%s has no variable %s", a.name, name), Hint: nearest(name, a.AttrNames()), Missing: true}
	}
	return a.eyes.see(v)
}

// see turns a program's value into what an expression may look at.
func (e *Eyes) see(v starlark.Value) (starlark.Value, error) {
	return e.turn(v, map[starlark.Value]starlark.Value{})
}

func (e *Eyes) turn(v starlark.Value, done map[starlark.Value]starlark.Value) (starlark.Value, error) {
	switch v := v.(type) {
	case *Socket:
		return &socketView{id: v.ID(), eyes: e}, nil
	case starlark.Tuple:
		t := make(starlark.Tuple, len(v))
		for i, x := range v {
			var err error
			if t[i], err = e.turn(x, done); err != nil {
				return nil, err
			}
		}
		return t, nil
	case *starlark.List:
		if d := done[v]; d != nil {
			return d, nil
		}
		list := starlark.NewList(nil)
		done[v] = list
		for i := range v.Len() {
			x, err := e.turn(v.Index(i), done)
			if err != nil {
				return nil, err
			}
			list.Append(x)
		}
		return list, nil
	case *starlark.Dict:
		if d := done[v]; d != nil {
			return d, nil
		}
		dict := starlark.NewDict(v.Len())
		done[v] = dict
		for _, kv := range v.Items() {
			k, err := e.turn(kv[0], done)
			if err != nil {
				return nil, err
			}
			x, err := e.turn(kv[1], done)
			if err != nil {
				return nil, err
			}
			if err := dict.SetKey(k, x); err != nil {
				return nil, err
			}
		}
		return dict, nil
	case starlark.Callable:
		return nil, &Error{Class: "TypeError", Text: fmt.Sprintf("%s is a function of the program", v.Name()), Hint: "an expression looks and does not act: let the program keep the result in a variable"}
	}
	return v, nil
}
