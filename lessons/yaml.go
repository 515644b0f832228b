package lessons

import (
	"errors"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// located is a YAML scalar and where it begins in its text, from 1.
type located struct {
	text      string
	line, col int
	block     bool // | or >: the text begins on the next line
}

// UnmarshalYAML takes a scalar as it is written: 1.0 stays "1.0".
func (l *located) UnmarshalYAML(n ast.Node) error {
	t := n.GetToken()
	l.line, l.col = t.Position.Line, t.Position.Column
	switch t.Type {
	case token.SingleQuoteType, token.DoubleQuoteType:
		l.col++
	}
	switch n := n.(type) {
	case *ast.LiteralNode:
		l.block = true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		l.text = t.Value
		return nil
	case *ast.NullNode:
		*l = located{}
		return nil
	case ast.MapNode, ast.ArrayNode:
		return &yaml.UnexpectedNodeTypeError{Actual: n.Type(), Expected: ast.StringType, Token: t}
	}
	return yaml.NodeToValue(n, &l.text)
}

// file is the place in the file of text that begins at line first of it.
func (l located) file(first int) Pos { return Pos{Line: l.line + first - 1, Col: l.col} }

// yamlText is a piece of YAML in a lesson.
type yamlText struct {
	p      *parsing
	what   string // "front matter", "predict"
	first  int    // its first line in the file
	indent int    // columns cut from the left of it
	text   string
}

// at is a scalar's place in the file.
func (y yamlText) at(l located) Pos {
	at := l.file(y.first)
	at.Col += y.indent
	if l.block {
		at.Line++
		line := y.p.line(at.Line)
		at.Col = len(line) - len(strings.TrimLeft(line, " ")) + 1
	}
	return at
}

var (
	insideAt   = regexp.MustCompile(` at \[\d+:\d+\]$`)
	fieldType  = regexp.MustCompile(`cannot unmarshal (.*) into Go (?:value|struct field \w+\.(\w+)) of type (\S+)`)
	unknownKey = regexp.MustCompile(`unknown field "(.*)"`)
)

// read decodes strictly: unknown keys and double keys are errors. It tells
// whether all went well.
func (y yamlText) read(into any) (ok bool) {
	at := Pos{y.first, 1}
	defer func() {
		if r := recover(); r != nil { // a fault of the YAML reader is no end of the lab
			y.p.wrong(at, y.what, "YAML that cannot be read", "write plain keys and values")
			ok = false
		}
	}()
	err := yaml.UnmarshalWithOptions([]byte(y.text), into, yaml.Strict())
	if err == nil {
		return true
	}
	var e yaml.Error
	if !errors.As(err, &e) {
		y.p.wrong(at, y.what, err.Error(), "")
		return false
	}
	if t := e.GetToken(); t != nil && t.Position != nil {
		at = Pos{y.first + t.Position.Line - 1, t.Position.Column + y.indent}
	}
	found := insideAt.ReplaceAllString(e.GetMessage(), "")
	do := "write plain keys and values"
	switch e := e.(type) {
	case *yaml.UnknownFieldError:
		if m := unknownKey.FindStringSubmatch(found); m != nil {
			found, do = "there is no key "+m[1], near(m[1], keysOf(into, m[1]))
		}
	case *yaml.SyntaxError:
		do = "put text that holds : # [ ] { } or quotes between single quotes"
		if strings.Contains(found, "already defined") {
			do = "write it once"
		}
	case *yaml.TypeError:
		if m := fieldType.FindStringSubmatch(found); m != nil {
			found, do = "a "+m[1], "a "+goTypes(m[3])+" belongs here"
		}
	case *yaml.UnexpectedNodeTypeError:
		found = "a " + strings.ToLower(e.Actual.String())
		do = "a " + strings.ToLower(e.Expected.String()) + " belongs here"
	}
	y.p.wrong(at, y.what, found, do)
	return false
}

func goTypes(t string) string {
	switch t {
	case "int":
		return "whole number"
	case "map[string]string":
		return "mapping of names to values"
	}
	return t
}
