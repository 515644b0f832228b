package script

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Error is a program's or an expression's error, worded as Python words it.
type Error struct {
	Class string // "ConnectionRefusedError", "NameError"
	Text  string // "[Errno 111] Connection refused"
	Hint  string // what differs from Python, what to write instead; "" = nothing to add
	Line  int    // in the file; 0 = no place known
	Col   int

	// Raised is true where a call of the program failed, as it may well be
	// meant to; false where the program itself is wrong.
	Raised bool
	// Missing is true where an expression asks for a variable that no prompt
	// has set yet.
	Missing bool

	cause error
}

// Error prints as Python does, with the hint after it.
func (e *Error) Error() string {
	s := e.Class + ": " + e.Text
	if e.Text == "" {
		s = e.Class
	}
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

func (e *Error) Unwrap() error { return e.cause }

// badSyntax words an error of Starlark's parser.
func (c Code) badSyntax(err error) error {
	out := &Error{Class: "SyntaxError", Text: err.Error(), Line: c.Line, Col: c.Col, cause: err}
	var s syntax.Error
	if errors.As(err, &s) {
		out.Text = s.Msg
		c.inside(&s)
		out.Hint = c.difference(&s)
		out.Line, out.Col = c.place(s.Pos)
	}
	return out
}

// differences are what Python has and Starlark has not, by the word at which
// the parser stops.
var differences = map[string]string{
	"import":   "the prompt has the module socket; nothing else can be imported",
	"from":     "the prompt has the module socket; nothing else can be imported",
	"try":      "there is no try here: attempt(f, *args) gives the errno's name where f(*args) would raise",
	"except":   "there is no try here: attempt(f, *args) gives the errno's name where f(*args) would raise",
	"finally":  "there is no try here: write the lines that must run after the call",
	"with":     "there is no with here: assign the socket, and call close() at the end",
	"class":    "there are no classes here: use functions, and dicts for what belongs together",
	"raise":    "there is no raise here: fail(\"text\") ends the program",
	"global":   "a function cannot assign a global here: change a list or dict, or return the value",
	"nonlocal": "a function cannot assign an outer variable here: change a list or dict, or return the value",
	"del":      "there is no del here: use d.pop(key)",
	"is":       "there is no is here: write == or !=",
	"as":       "there is no as here: assign the value",
	"yield":    "there are no generators here: build a list",
	"async":    "there is no async here: each actor has its own prompt",
	"await":    "there is no await here: a call that blocks is parked, the others go on",
	"assert":   "there is no assert here: write an expect fence",
}

const noFString = "there are no f-strings here: write \"text %s\" % value, or str.format"

// inside brings a place after the last line back to its end.
func (c Code) inside(s *syntax.Error) {
	lines := strings.Split(strings.TrimRight(c.Text, " \t\n"), "\n")
	last := len(lines) - 1
	if int(s.Pos.Line)-c.Line > last {
		s.Pos.Line = int32(c.Line + last)
		s.Pos.Col = int32(len([]rune(lines[last])) + 1)
		if last == 0 {
			s.Pos.Col += int32(max(c.Col, 1) - 1)
		}
	}
}

var (
	gotToken   = regexp.MustCompile(`^got '([^']+)'`)
	wordAt     = regexp.MustCompile(`^[A-Za-z_]\w*`)
	wordBefore = regexp.MustCompile(`[A-Za-z_]\w*$`)
	fString    = regexp.MustCompile(`(?i)\b(f|fr|rf)("[^"]*"|'[^']*')$`)
	quoted     = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	isWord     = regexp.MustCompile(`\bis\b`)
)

// difference finds what of Python was meant where the parser stopped, and
// moves the place to it: the parser reports the end of the word that it
// cannot use.
func (c Code) difference(s *syntax.Error) string {
	i := int(s.Pos.Line) - c.Line
	lines := strings.Split(c.Text, "\n")
	if i < 0 || i >= len(lines) {
		return ""
	}
	line := []rune(lines[i])
	at := min(c.column(i, s.Pos), len(line))
	rest, before := string(line[at:]), string(line[:at])
	back := func(found string) { s.Pos.Col -= int32(len([]rune(found))) }
	if f := fString.FindString(before); f != "" {
		back(f)
		return noFString
	}
	if m := gotToken.FindStringSubmatch(s.Msg); m != nil && strings.HasSuffix(before, m[1]) {
		back(m[1])
		if m[1] == "=" && strings.Contains(s.Msg, "after expression") {
			return "an expression compares with =="
		}
		return ""
	}
	word := wordBefore.FindString(before)
	if h := differences[word]; h != "" {
		back(word)
		return h
	}
	if h := differences[wordAt.FindString(rest)]; h != "" {
		return h
	}
	// a statement that only looks like an expression: `raise X`, `del x`
	if h := differences[wordAt.FindString(strings.TrimLeft(string(line), " \t"))]; h != "" {
		return h
	}
	if isWord.MatchString(quoted.ReplaceAllString(string(line), "")) {
		return differences["is"]
	}
	return ""
}

var (
	undefined = regexp.MustCompile(`^undefined: (\w+)(.*)$`)
	noAttr    = regexp.MustCompile(`^(\w+) has no \.(\w+) field or method(.*)$`)
	noKey     = regexp.MustCompile(`^key (.*) not in dict$`)
	noIndex   = regexp.MustCompile(`^(\w+) index (-?\d+) out of range`)
	unset     = regexp.MustCompile(`^global variable (\w+) referenced before assignment$`)
)

// pythonError words an error of Starlark's evaluator as Python does.
func (c Code) pythonError(err error) *Error {
	out := &Error{Class: "Error", Line: c.Line, Col: c.Col, cause: err}
	msg := err.Error()
	var list resolve.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		msg = list[0].Msg
		out.Line, out.Col = c.place(list[0].Pos)
	}
	var eval *starlark.EvalError
	if errors.As(err, &eval) {
		msg = eval.Msg
		for i := len(eval.CallStack) - 1; i >= 0; i-- {
			if p := eval.CallStack[i].Pos; p.Line > 0 && p.Filename() == c.File {
				out.Line, out.Col = c.place(p)
				break
			}
		}
	}
	var raised *Error
	if errors.As(err, &raised) {
		line, col := out.Line, out.Col
		*out = *raised
		if out.Line == 0 {
			out.Line, out.Col = line, col
		}
		out.cause = err
		return out
	}
	out.word(msg)
	return out
}

func (e *Error) word(msg string) {
	if m := undefined.FindStringSubmatch(msg); m != nil {
		e.Class, e.Text = "NameError", fmt.Sprintf("name '%s' is not defined%s", m[1], m[2])
	} else if m := unset.FindStringSubmatch(msg); m != nil {
		e.Class, e.Text = "NameError", fmt.Sprintf("name '%s' is not defined", m[1])
	} else if m := noAttr.FindStringSubmatch(msg); m != nil {
		e.Class, e.Text = "AttributeError", fmt.Sprintf("'%s' object has no attribute '%s'%s", pythonType(m[1]), m[2], m[3])
	} else if m := noKey.FindStringSubmatch(msg); m != nil {
		e.Class, e.Text = "KeyError", m[1]
		if key, err := strconv.Unquote(m[1]); err == nil {
			e.Text = Repr(starlark.String(key))
		}
	} else if m := noIndex.FindStringSubmatch(msg); m != nil {
		e.Class, e.Text = "IndexError", m[1]+" index out of range"
	} else if strings.Contains(msg, "division by zero") {
		e.Class, e.Text = "ZeroDivisionError", "division by zero"
	} else if strings.Contains(msg, "too many steps") {
		e.Class, e.Text = "RuntimeError", fmt.Sprintf("stopped after %d steps: the program does not seem to end", maxSteps)
	} else if strings.HasPrefix(msg, "fail: ") {
		e.Class, e.Text = "Error", strings.TrimPrefix(msg, "fail: ")
	} else {
		e.Class, e.Text = "TypeError", msg
	}
}

// pythonType is the type's name in Python.
func pythonType(t string) string {
	switch t {
	case "string":
		return "str"
	case "builtin_function_or_method":
		return "builtin_function_or_method"
	}
	return t
}
