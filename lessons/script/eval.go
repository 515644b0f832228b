package script

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// eval evaluates an expression; every error is a *Error.
func (e *Eyes) eval(c Code) (starlark.Value, error) {
	x, err := c.expr()
	if err != nil {
		return nil, err
	}
	return e.value(c, x)
}

func (e *Eyes) value(c Code, x syntax.Expr) (starlark.Value, error) {
	wrapped := &syntax.ParenExpr{X: x} // so that the outermost call can be turned too
	lend(wrapped)
	t := &starlark.Thread{Name: "expression"}
	t.SetMaxExecutionSteps(maxSteps)
	v, err := starlark.EvalExprOptions(options, t, wrapped.X, e.env())
	if err != nil {
		return nil, c.pythonError(err)
	}
	return v, nil
}

// Text evaluates an expression and gives its value as str() prints it.
func (e *Eyes) Text(c Code) (string, error) {
	v, err := e.eval(c)
	if err != nil {
		return "", err
	}
	return Str(v), nil
}

// True evaluates a boolean expression. Where it is false, saw tells what was
// found: `client.c.state is "SYN_SENT"`. An error is a *Error.
func (e *Eyes) True(c Code) (ok bool, saw string, err error) {
	v, err := e.eval(c)
	if err != nil {
		return false, "", err
	}
	b, isBool := v.(starlark.Bool)
	if !isBool {
		return false, "", &Error{Class: "TypeError", Text: fmt.Sprintf("the expression gives %s, not True or False", v), Hint: "compare it with something", Line: c.Line, Col: c.Col}
	}
	if b {
		return true, "", nil
	}
	x, err := c.expr()
	if err != nil {
		return false, "", err
	}
	return false, e.saw(c, x), nil
}

// saw explains a false expression by the part that made it false.
func (e *Eyes) saw(c Code, x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return e.saw(c, x.X)
	case *syntax.BinaryExpr:
		switch x.Op {
		case syntax.AND:
			for _, side := range []syntax.Expr{x.X, x.Y} {
				if v, err := e.value(c, side); err == nil && !bool(v.Truth()) {
					return e.saw(c, side)
				}
			}
		case syntax.OR:
			return e.saw(c, x.X) + " and " + e.saw(c, x.Y)
		case syntax.EQL, syntax.NEQ, syntax.LT, syntax.GT, syntax.LE, syntax.GE, syntax.IN, syntax.NOT_IN:
			return e.sides(c, x)
		}
	}
	return e.is(c, x)
}

// sides tells the values of a comparison's sides, those that are not written
// out already.
func (e *Eyes) sides(c Code, x *syntax.BinaryExpr) string {
	var parts []string
	for _, side := range []syntax.Expr{x.X, x.Y} {
		if !literal(side) {
			parts = append(parts, e.is(c, side))
		}
	}
	if len(parts) == 0 {
		return e.is(c, x)
	}
	return strings.Join(parts, ", ")
}

func literal(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Literal:
		return true
	case *syntax.Ident:
		return x.Name == "None" || x.Name == "True" || x.Name == "False"
	case *syntax.ParenExpr:
		return literal(x.X)
	case *syntax.UnaryExpr:
		return x.X != nil && literal(x.X)
	case *syntax.ListExpr:
		return allLiteral(x.List)
	case *syntax.TupleExpr:
		return allLiteral(x.List)
	}
	return false
}

func allLiteral(list []syntax.Expr) bool {
	for _, x := range list {
		if !literal(x) {
			return false
		}
	}
	return true
}

// is says `text is value`.
func (e *Eyes) is(c Code, x syntax.Expr) string {
	start, end := x.Span()
	// the text first: evaluating turns method calls, which moves spans
	text := strings.Join(strings.Fields(c.cut(strings.Split(c.Text, "\n"), start, end)), " ")
	if strings.Count(text, "[") > strings.Count(text, "]") {
		text += "]" // Starlark's span of x[i] ends before the bracket
	}
	v, err := e.value(c, x)
	if err != nil {
		return text + " fails: " + err.Error()
	}
	return text + " is " + v.String()
}
