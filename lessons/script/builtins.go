package script

import (
	"errors"
	"strings"

	"go.starlark.net/starlark"
)

// builtins are the functions of a prompt that are not Starlark's own, or that
// print as Python does where Starlark prints otherwise.
var builtins starlark.StringDict

func init() {
	builtins = starlark.StringDict{
		"socket":     socketModule,
		hiddenSocket: socketModule,
		"attempt":    starlark.NewBuiltin("attempt", attempt),
		"print":      starlark.NewBuiltin("print", printLine),
		"repr":       starlark.NewBuiltin("repr", reprOf),
		"str":        starlark.NewBuiltin("str", strOf),
		bytesMethod:  starlark.NewBuiltin(bytesMethod, callBytesMethod),
	}
}

// attempt(f, *args) gives what f(*args) returns or, if it raises an error of
// the stack, the errno's name.
func attempt(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 0 {
		return nil, raise("TypeError", "attempt() needs a function first, then its arguments: attempt(l.bind, (\"127.0.0.1\", 8080))")
	}
	if _, ok := args[0].(starlark.Callable); !ok {
		return nil, raise("TypeError", "attempt() needs a function first, not what it returned: attempt(l.bind, address), not attempt(l.bind(address))")
	}
	v, err := starlark.Call(t, args[0], args[1:], kwargs)
	var errno errnoError
	if errors.As(err, &errno) {
		return starlark.String(errno.errno.Name()), nil
	}
	return v, err
}

// out is where a running statement prints.
const outKey = "out"

// mostPrinted is how many bytes one statement may print.
const mostPrinted = 64 << 10

func printLine(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	sep, end := " ", "\n"
	if err := starlark.UnpackArgs("print", nil, kwargs, "sep?", &sep, "end?", &end); err != nil {
		return nil, err
	}
	said := make([]string, len(args))
	for i, a := range args {
		said[i] = Str(a)
	}
	if o, ok := t.Local(outKey).(*output); ok {
		o.add(strings.Join(said, sep) + end)
	}
	return starlark.None, nil
}

func reprOf(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var v starlark.Value
	if err := starlark.UnpackPositionalArgs("repr", args, kwargs, 1, &v); err != nil {
		return nil, err
	}
	return starlark.String(Repr(v)), nil
}

func strOf(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var v starlark.Value = starlark.String("")
	encoding := ""
	if err := starlark.UnpackPositionalArgs("str", args, kwargs, 0, &v, &encoding); err != nil {
		return nil, err
	}
	if data, ok := v.(starlark.Bytes); ok && encoding != "" {
		return decode(string(data), encoding)
	}
	return starlark.String(Str(v)), nil
}
