package script

import (
	"regexp"
	"strings"

	"go.starlark.net/syntax"
)

// options switch on what Python programs take for granted.
var options = &syntax.FileOptions{
	Set: true, While: true, TopLevelControl: true, GlobalReassign: true, Recursion: true,
}

// Code is a piece of source and its place in a file; Line and Col count from
// 1, Col in characters. Col holds for the first line alone: the others begin
// at Indent characters from the left.
type Code struct {
	File      string
	Line, Col int
	Indent    int // columns cut from the left of the second and later lines
	Text      string
}

// Statement is one top-level statement; Text is as written, with a comment
// that follows it on the same line.
type Statement struct {
	Line, Col int
	Text      string
}

// place turns a position that Starlark reports into one of the file.
func (c Code) place(p syntax.Position) (line, col int) {
	line, col = int(p.Line), int(p.Col)
	if line > c.Line {
		col += c.Indent
	}
	return line, col
}

func (c Code) portion(text string) syntax.FilePortion {
	return syntax.FilePortion{Content: []byte(text), FirstLine: int32(max(c.Line, 1)), FirstCol: int32(max(c.Col, 1))}
}

// parse reads statements; imports have become what they mean here.
func (c Code) parse() (*syntax.File, error) {
	text, err := c.imports()
	if err != nil {
		return nil, err
	}
	f, err := options.Parse(c.File, c.portion(text), 0)
	if err != nil {
		return nil, c.badSyntax(err)
	}
	return f, nil
}

// Split cuts the source into its top-level statements. The error is a *Error
// with its place.
func Split(c Code) ([]Statement, error) {
	f, err := c.parse()
	if err != nil {
		return nil, err
	}
	lines := strings.Split(c.Text, "\n")
	var found []Statement
	for i, s := range f.Stmts {
		start, _ := s.Span()
		text := ""
		if whole := lines[int(start.Line)-c.Line]; fromLine.MatchString(whole) {
			// it stands for an assignment; show what was written
			text = strings.TrimRight(whole, " \t")
		} else {
			end := syntax.MakePosition(nil, int32(c.Line+len(lines)), 1)
			if i+1 < len(f.Stmts) {
				end, _ = f.Stmts[i+1].Span()
			}
			text = trimStatement(c.cut(lines, start, end))
		}
		line, col := c.place(start)
		found = append(found, Statement{Line: line, Col: col, Text: text})
	}
	return found, nil
}

var idle = regexp.MustCompile(`^[ \t]*(#.*)?$`)

// trimStatement takes off what stands between two statements.
func trimStatement(text string) string {
	lines := strings.Split(text, "\n")
	for len(lines) > 1 && idle.MatchString(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \t;")
}

// cut takes the text between two positions.
func (c Code) cut(lines []string, start, end syntax.Position) string {
	from, to := int(start.Line)-c.Line, int(end.Line)-c.Line
	var b strings.Builder
	for i := from; i <= to && i < len(lines); i++ {
		r := []rune(lines[i])
		lo, hi := 0, len(r)
		if i == from {
			lo = min(c.column(i, start), len(r))
		}
		if i == to {
			hi = min(c.column(i, end), len(r))
		}
		b.WriteString(string(r[min(lo, hi):hi]))
		if i < to {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// column is a position's place in line i, from 0.
func (c Code) column(i int, p syntax.Position) int {
	col := int(p.Col) - 1
	if i == 0 {
		col -= max(c.Col, 1) - 1
	}
	return max(col, 0)
}

// CheckExpr reads an expression without evaluating it. The error is a *Error.
func CheckExpr(c Code) error {
	_, err := c.expr()
	return err
}

func (c Code) expr() (syntax.Expr, error) {
	if strings.TrimSpace(c.Text) == "" {
		return nil, &Error{Class: "SyntaxError", Text: "an expression is missing", Line: c.Line, Col: c.Col}
	}
	e, err := options.ParseExpr(c.File, c.portion(c.Text), 0)
	if err != nil {
		return nil, c.badSyntax(err)
	}
	return e, nil
}
