package script

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// Repr prints a value as Python's repr() does.
func Repr(v starlark.Value) string {
	var b strings.Builder
	writeRepr(&b, v, nil)
	return b.String()
}

// Str prints a value as Python's str() does: text without quotes.
func Str(v starlark.Value) string {
	if s, ok := starlark.AsString(v); ok {
		return s
	}
	return Repr(v)
}

func writeRepr(b *strings.Builder, v starlark.Value, path []starlark.Value) {
	for _, p := range path {
		if same, ok := v.(*starlark.List); ok && p == starlark.Value(same) {
			b.WriteString("[...]")
			return
		}
		if same, ok := v.(*starlark.Dict); ok && p == starlark.Value(same) {
			b.WriteString("{...}")
			return
		}
	}
	switch v := v.(type) {
	case starlark.String:
		quoteText(b, string(v))
	case starlark.Bytes:
		quoteBytes(b, string(v))
	case starlark.Tuple:
		writeAll(b, "(", v, path)
		if len(v) == 1 {
			b.WriteByte(',')
		}
		b.WriteByte(')')
	case *starlark.List:
		items := make([]starlark.Value, v.Len())
		for i := range items {
			items[i] = v.Index(i)
		}
		writeAll(b, "[", items, append(path, v))
		b.WriteByte(']')
	case *starlark.Dict:
		b.WriteByte('{')
		for i, kv := range v.Items() {
			if i > 0 {
				b.WriteString(", ")
			}
			writeRepr(b, kv[0], append(path, v))
			b.WriteString(": ")
			writeRepr(b, kv[1], append(path, v))
		}
		b.WriteByte('}')
	case *starlark.Set:
		if v.Len() == 0 {
			b.WriteString("set()")
			return
		}
		var items []starlark.Value
		for x := range v.Elements() {
			items = append(items, x)
		}
		writeAll(b, "{", items, path)
		b.WriteByte('}')
	default:
		b.WriteString(v.String())
	}
}

func writeAll(b *strings.Builder, open string, items []starlark.Value, path []starlark.Value) {
	b.WriteString(open)
	for i, x := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		writeRepr(b, x, path)
	}
}

// quoteBytes prints bytes as Python does: printable ASCII as it is, all else
// as \xNN.
func quoteBytes(b *strings.Builder, s string) {
	q := quoteFor(s)
	b.WriteByte('b')
	b.WriteByte(q)
	for i := range len(s) {
		if !quoteCommon(b, rune(s[i]), q) {
			if s[i] < 0x20 || s[i] >= 0x7f {
				fmt.Fprintf(b, `\x%02x`, s[i])
			} else {
				b.WriteByte(s[i])
			}
		}
	}
	b.WriteByte(q)
}

func quoteText(b *strings.Builder, s string) {
	q := quoteFor(s)
	b.WriteByte(q)
	for _, r := range s {
		if !quoteCommon(b, r, q) {
			if r < 0x20 || r == 0x7f {
				fmt.Fprintf(b, `\x%02x`, r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte(q)
}

// quoteFor is the quote Python takes: the single one, unless only that would
// need an escape.
func quoteFor(s string) byte {
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return '"'
	}
	return '\''
}

func quoteCommon(b *strings.Builder, r rune, q byte) bool {
	switch r {
	case '\n':
		b.WriteString(`\n`)
	case '\r':
		b.WriteString(`\r`)
	case '\t':
		b.WriteString(`\t`)
	case '\\':
		b.WriteString(`\\`)
	case rune(q):
		b.WriteByte('\\')
		b.WriteByte(q)
	default:
		return false
	}
	return true
}
