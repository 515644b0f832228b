package script

import (
	"errors"
	"maps"
	"strings"
	"sync"
	"sync/atomic"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/stillwire/stillwire/lab"
)

// maxSteps bounds what one statement may compute, in Starlark's steps: about
// a second. A program that waits in calls takes none.
const maxSteps = 20_000_000

// maxCalls bounds the calls of one statement: a loop of sendto() never parks.
const maxCalls = 20_000

// Prompt is one actor's prompt. Its variables last as long as it does.
type Prompt struct {
	Actor string

	globals starlark.StringDict // owned by the running statement
	thread  atomic.Pointer[starlark.Thread]

	mu     sync.Mutex
	public starlark.StringDict // copy of globals that others may read; never changed once set
	names  map[lab.SocketID]string
	tell   func(lab.SocketID, string) // lab.Name
}

func newPrompt(actor string, tell func(lab.SocketID, string)) *Prompt {
	p := &Prompt{Actor: actor, globals: maps.Clone(builtins), names: map[lab.SocketID]string{}, tell: tell}
	p.public = starlark.StringDict{}
	return p
}

// Result is what became of a statement.
type Result struct {
	Printed string // what it printed, and its value if that is not None; no newline at the end
	Bound   string // what an assignment has put into its variables: data = b'hello'
	Err     *Error // nil = it ended well
	Closed  bool   // the lab was closed around it
}

const runKey = "run"

// run is one statement being executed.
type run struct {
	prompt *Prompt
	calls  caller
	made   int // calls
}

// output collects what a statement prints.
type output struct {
	text strings.Builder
	full bool
}

func (o *output) add(s string) {
	if o.full {
		return
	}
	if o.text.Len()+len(s) > mostPrinted {
		o.full = true
		s = s[:mostPrinted-o.text.Len()] + "\n... more was printed than is shown\n"
	}
	o.text.WriteString(s)
}

// exec runs one statement and returns when it has ended. Only the actor's own
// goroutine may call it.
func (p *Prompt) exec(calls caller, c Code) Result {
	f, err := c.parse()
	if err != nil {
		return Result{Err: err.(*Error)}
	}
	out := &output{}
	r := &run{prompt: p, calls: calls}
	t := &starlark.Thread{Name: p.Actor}
	t.SetLocal(runKey, r)
	t.SetLocal(outKey, out)
	err = p.chunk(t, f)
	if v := p.globals[shown]; v != nil && v != starlark.None && err == nil {
		out.add(Repr(v) + "\n")
	}
	delete(p.globals, shown)
	p.show(p.globals)
	result := Result{Printed: strings.TrimSuffix(out.text.String(), "\n")}
	switch {
	case errors.Is(err, lab.ErrClosed), err != nil && strings.HasSuffix(err.Error(), closing):
		result.Closed = true
	case err != nil:
		result.Err = c.pythonError(err)
	default:
		result.Bound = bound(f, p.globals)
	}
	return result
}

// shown is the hidden variable that takes the value of an expression, for the
// prompt to print.
const shown = "__shown__"

// closing is why a statement is stopped when its lab closes.
const closing = "the lab closes"

// stop ends a statement that computes; one that is parked in a call ends with
// the lab.
func (p *Prompt) stop() {
	if t := p.thread.Load(); t != nil {
		t.Cancel(closing)
	}
}

// chunk executes statements on the prompt's variables.
func (p *Prompt) chunk(t *starlark.Thread, f *syntax.File) error {
	lend(f)
	if n := len(f.Stmts); n > 0 {
		if e, ok := f.Stmts[n-1].(*syntax.ExprStmt); ok {
			start, _ := e.X.Span()
			f.Stmts[n-1] = &syntax.AssignStmt{OpPos: start, Op: syntax.EQ, LHS: &syntax.Ident{NamePos: start, Name: shown}, RHS: e.X}
		}
	}
	t.SetMaxExecutionSteps(maxSteps)
	p.thread.Store(t)
	defer p.thread.Store(nil)
	return starlark.ExecREPLChunk(f, t, p.globals)
}

// publish lets others see the variables before a call parks: those of the
// statement that runs are still in its module, not in p.globals.
func (r *run) publish(t *starlark.Thread) {
	now := maps.Clone(r.prompt.globals)
	for depth := t.CallStackDepth() - 1; depth >= 0; depth-- {
		if f, ok := t.DebugFrame(depth).Callable().(*starlark.Function); ok {
			maps.Copy(now, f.Globals())
			break
		}
	}
	r.prompt.show(now)
}

// show publishes a copy of the variables and tells the lab their names.
func (p *Prompt) show(vars starlark.StringDict) {
	copied := starlark.StringDict{}
	c := copier{}
	for name, v := range vars {
		if name != shown && builtins[name] != v {
			copied[name] = c.copy(v)
		}
	}
	p.mu.Lock()
	p.public = copied
	p.mu.Unlock()
	p.tellNames(copied)
}

// Globals are the prompt's variables as they were at its newest call, or at
// the end of its newest statement. Nobody changes them any more.
func (p *Prompt) Globals() starlark.StringDict {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.public
}

// copier copies lists and dicts, which the program may go on changing.
type copier map[starlark.Value]starlark.Value

func (c copier) copy(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case *starlark.List:
		if done := c[v]; done != nil {
			return done
		}
		list := starlark.NewList(nil)
		c[v] = list
		for i := range v.Len() {
			list.Append(c.copy(v.Index(i)))
		}
		return list
	case *starlark.Dict:
		if done := c[v]; done != nil {
			return done
		}
		dict := starlark.NewDict(v.Len())
		c[v] = dict
		for _, kv := range v.Items() {
			dict.SetKey(kv[0], c.copy(kv[1]))
		}
		return dict
	case *starlark.Set:
		set := starlark.NewSet(v.Len())
		for x := range v.Elements() {
			set.Insert(x)
		}
		return set
	case starlark.Tuple:
		t := make(starlark.Tuple, len(v))
		for i, x := range v {
			t[i] = c.copy(x)
		}
		return t
	}
	return v
}
