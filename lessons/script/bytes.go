package script

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// bytesMethod is the hidden function that x.encode() and its like become:
// Starlark's bytes and strings lack these methods and cannot be given them.
const bytesMethod = "__method__"

// lent are the methods that a call is turned for; on a value that is not
// bytes, or has the method itself, the call goes where it always went.
var lent = map[string]func(x starlark.Value, args starlark.Tuple) (starlark.Value, error){
	"encode":     encodeMethod,
	"decode":     decodeMethod,
	"upper":      onBytes(strings.ToUpper),
	"lower":      onBytes(strings.ToLower),
	"strip":      onBytes(strings.TrimSpace),
	"startswith": askBytes(strings.HasPrefix),
	"endswith":   askBytes(strings.HasSuffix),
	"split":      splitBytes,
}

// lend turns method calls that only Python's str and bytes have.
func lend(n syntax.Node) {
	syntax.Walk(n, func(n syntax.Node) bool {
		call, ok := n.(*syntax.CallExpr)
		if !ok {
			return true
		}
		dot, ok := call.Fn.(*syntax.DotExpr)
		if !ok || lent[dot.Name.Name] == nil {
			return true
		}
		name := &syntax.Literal{Token: syntax.STRING, TokenPos: dot.NamePos, Raw: `"` + dot.Name.Name + `"`, Value: dot.Name.Name}
		call.Fn = &syntax.Ident{NamePos: dot.NamePos, Name: bytesMethod}
		call.Args = append([]syntax.Expr{dot.X, name}, call.Args...)
		return true
	})
}

func callBytesMethod(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	x, name := args[0], string(args[1].(starlark.String))
	rest := args[2:]
	_, isBytes := x.(starlark.Bytes)
	_, isText := x.(starlark.String)
	if isBytes || isText && name == "encode" {
		for _, kw := range kwargs {
			rest = append(rest, kw[1]) // encode(encoding="ascii")
		}
		return lent[name](x, rest)
	}
	has, ok := x.(starlark.HasAttrs)
	if !ok {
		return nil, noAttribute(x, name)
	}
	m, err := has.Attr(name)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, noAttribute(x, name)
	}
	return starlark.Call(t, m, rest, kwargs)
}

func noAttribute(x starlark.Value, name string) error {
	return &Error{Class: "AttributeError", Text: "'" + pythonType(x.Type()) + "' object has no attribute '" + name + "'"}
}

func encodeMethod(x starlark.Value, args starlark.Tuple) (starlark.Value, error) {
	s, ok := x.(starlark.String)
	if !ok {
		return nil, noAttribute(x, "encode")
	}
	enc, err := encoding(args)
	if err != nil {
		return nil, err
	}
	if enc == "ascii" {
		for i, r := range string(s) {
			if r >= 0x80 {
				return nil, raise("UnicodeEncodeError", "'ascii' codec can't encode character %s in position %d: ordinal not in range(128)", Repr(starlark.String(r)), i)
			}
		}
	}
	return starlark.Bytes(s), nil
}

func decodeMethod(x starlark.Value, args starlark.Tuple) (starlark.Value, error) {
	enc, err := encoding(args)
	if err != nil {
		return nil, err
	}
	return decode(string(x.(starlark.Bytes)), enc)
}

func decode(s, enc string) (starlark.Value, error) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 || enc == "ascii" && r >= 0x80 {
			return nil, raise("UnicodeDecodeError", "'%s' codec can't decode byte 0x%02x in position %d", enc, s[i], i)
		}
		i += n
	}
	return starlark.String(s), nil
}

// encoding is the one asked for: utf-8 or ascii.
func encoding(args starlark.Tuple) (string, error) {
	if len(args) == 0 {
		return "utf-8", nil
	}
	name, ok := starlark.AsString(args[0])
	if !ok {
		return "", raise("TypeError", "an encoding is a str, not '%s'", pythonType(args[0].Type()))
	}
	switch strings.ToLower(strings.ReplaceAll(name, "_", "-")) {
	case "utf-8", "utf8":
		return "utf-8", nil
	case "ascii", "us-ascii":
		return "ascii", nil
	}
	return "", raise("LookupError", "unknown encoding: %s (this prompt has utf-8 and ascii)", name)
}

func onBytes(f func(string) string) func(starlark.Value, starlark.Tuple) (starlark.Value, error) {
	return func(x starlark.Value, args starlark.Tuple) (starlark.Value, error) {
		if len(args) > 0 {
			return nil, raise("TypeError", "this method of bytes takes no argument here")
		}
		return starlark.Bytes(f(string(x.(starlark.Bytes)))), nil
	}
}

func askBytes(f func(s, part string) bool) func(starlark.Value, starlark.Tuple) (starlark.Value, error) {
	return func(x starlark.Value, args starlark.Tuple) (starlark.Value, error) {
		part, err := oneBytes(args)
		if err != nil {
			return nil, err
		}
		return starlark.Bool(f(string(x.(starlark.Bytes)), part)), nil
	}
}

func oneBytes(args starlark.Tuple) (string, error) {
	if len(args) != 1 {
		return "", raise("TypeError", "this method of bytes takes exactly one argument (%d given)", len(args))
	}
	b, ok := args[0].(starlark.Bytes)
	if !ok {
		return "", notBytes(args[0])
	}
	return string(b), nil
}

func splitBytes(x starlark.Value, args starlark.Tuple) (starlark.Value, error) {
	var parts []string
	if len(args) == 0 {
		parts = strings.Fields(string(x.(starlark.Bytes)))
	} else {
		sep, err := oneBytes(args)
		if err != nil {
			return nil, err
		}
		if sep == "" {
			return nil, raise("ValueError", "empty separator")
		}
		parts = strings.Split(string(x.(starlark.Bytes)), sep)
	}
	list := make([]starlark.Value, len(parts))
	for i, p := range parts {
		list[i] = starlark.Bytes(p)
	}
	return starlark.NewList(list), nil
}
