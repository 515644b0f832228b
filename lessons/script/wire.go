package script

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/stillwire/stillwire/lab"
)

// Wire runs one statement of the hand on the wire and settles the lab.
func (h *House) Wire(ctx context.Context, c Code) Result {
	deeds := 0
	hd := &hand{
		snap: h.lab.Snapshot,
		do: func(d lab.Deed, n int) error {
			if deeds++; deeds > mostDelivered {
				return &Error{Class: "RuntimeError", Text: fmt.Sprintf("stopped after %d deeds on the wire: the beat does not seem to end", mostDelivered)}
			}
			if _, err := h.lab.Wire(ctx, d, n); err != nil {
				return err
			}
			_, err := h.settle(ctx)
			return err
		},
		advance: func(d time.Duration) error { return h.lab.Advance(ctx, d) },
	}
	return h.onWire(h.wire, hd, c)
}

// onWire runs a statement with the names of expressions and the verbs of the
// wire about it.
func (h *House) onWire(p *Prompt, hd *hand, c Code) Result {
	env := h.live().env()
	env["clock"] = &wireClock{view{kind: "clock", attrs: clockAttrs, eyes: h.live()}}
	for name, f := range wireFunctions {
		env[name] = starlark.NewBuiltin(name, f)
	}
	maps.Copy(p.globals, env)
	f, err := c.parse()
	if err != nil {
		return Result{Err: err.(*Error)}
	}
	out := &output{}
	t := &starlark.Thread{Name: "wire"}
	t.SetLocal(handKey, hd)
	t.SetLocal(outKey, out)
	err = p.chunk(t, f)
	delete(p.globals, shown)
	res := Result{Printed: strings.TrimSuffix(out.text.String(), "\n")}
	switch {
	case errors.Is(err, lab.ErrClosed), errors.Is(err, context.Canceled), err != nil && strings.HasSuffix(err.Error(), closing):
		res.Closed = true
	case err != nil:
		res.Err = c.pythonError(err)
	}
	return res
}

// errMany stops the noting of a beat that is more than one deed.
var errMany = errors.New("more than one deed")

// Intended tells what a beat of the wire would do, without doing it. ok is
// true if that is a single deed, which a student's hand can do as well; packet
// is 0 for hold and free. An error means that the beat cannot be done now: no
// such packet is held.
func (h *House) Intended(c Code) (deed lab.Deed, number int, ok bool, err error) {
	f, err := c.parse()
	if err != nil {
		return "", 0, false, err
	}
	if !singleDeed(f) {
		return "", 0, false, nil
	}
	deeds := 0
	note := &hand{
		snap: h.lab.Snapshot,
		do: func(d lab.Deed, n int) error {
			deeds++
			deed, number = d, n
			return nil
		},
		advance: func(time.Duration) error { return errMany },
	}
	trial := newPrompt("wire", func(lab.SocketID, string) {})
	trial.globals = maps.Clone(h.wire.globals)
	res := h.onWire(trial, note, c)
	switch {
	case errors.Is(res.error(), errMany):
		return "", 0, false, nil
	case res.Err != nil:
		return "", 0, false, res.Err
	}
	return deed, number, deeds == 1, nil
}

func (r Result) error() error {
	if r.Err == nil {
		return nil
	}
	return r.Err
}

// singleDeed tells whether the source is one call of a deed's function.
func singleDeed(f *syntax.File) bool {
	if len(f.Stmts) != 1 {
		return false
	}
	s, ok := f.Stmts[0].(*syntax.ExprStmt)
	if !ok {
		return false
	}
	call, ok := s.X.(*syntax.CallExpr)
	if !ok {
		return false
	}
	name, ok := call.Fn.(*syntax.Ident)
	return ok && wireFunctions[name.Name] != nil && name.Name != "deliver_all"
}

// wireClock is the clock of a wire beat: it can be advanced.
type wireClock struct{ view }

func (c *wireClock) AttrNames() []string { return append(c.view.AttrNames(), "advance") }

func (c *wireClock) Attr(name string) (starlark.Value, error) {
	if name != "advance" {
		return c.view.Attr(name)
	}
	return starlark.NewBuiltin("advance", func(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var v starlark.Value
		if err := starlark.UnpackPositionalArgs("advance", args, kwargs, 1, &v); err != nil {
			return nil, err
		}
		d, err := seconds(v)
		if err != nil {
			return nil, err
		}
		h, err := handOf(t, "clock.advance")
		if err != nil {
			return nil, err
		}
		return starlark.None, h.advance(d)
	}), nil
}
