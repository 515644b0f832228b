package script

import (
	"context"
	"slices"
	"sync"

	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
)

// House is all the prompts of one lab, and the hand on its wire.
type House struct {
	lab     *lab.Lab
	mu      sync.Mutex
	prompts map[string]*Prompt
	actors  []string // in order
	wire    *Prompt
}

// New gives a lab its prompts. actors are those that expressions may name
// before they have done anything.
func New(l *lab.Lab, actors []string) *House {
	h := &House{lab: l, prompts: map[string]*Prompt{}}
	for _, a := range actors {
		h.Prompt(a)
	}
	h.wire = newPrompt("wire", func(lab.SocketID, string) {})
	return h
}

// Prompt is the actor's prompt; it is made when first asked for.
func (h *House) Prompt(actor string) *Prompt {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.prompts[actor]
	if p == nil {
		p = newPrompt(actor, h.lab.Name)
		h.prompts[actor] = p
		h.actors = append(h.actors, actor)
	}
	return p
}

// Running is a statement that was started.
type Running struct {
	Actor string
	Code  Code

	mu     sync.Mutex
	ended  bool
	result Result
}

// Result is what became of it; ok is false while it runs or is parked.
func (r *Running) Result() (Result, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.result, r.ended
}

func (r *Running) end(res Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result, r.ended = res, true
}

// Start runs one statement at an actor's prompt and returns at once; settle
// the lab to have it ended or parked. The error is a *lab.BusyError while the
// actor's earlier statement has not ended.
func (h *House) Start(actor string, c Code) (*Running, error) {
	p := h.Prompt(actor)
	r := &Running{Actor: actor, Code: c}
	err := h.lab.Run(actor, func(prog *lab.Program) { r.end(p.exec(prog, c)) })
	if err != nil {
		return nil, err
	}
	return r, nil
}

// globals are the published variables of all prompts.
func (h *House) globals() (actors []string, vars map[string]starlark.StringDict) {
	h.mu.Lock()
	defer h.mu.Unlock()
	vars = map[string]starlark.StringDict{}
	for name, p := range h.prompts {
		vars[name] = p.Globals()
	}
	return slices.Clone(h.actors), vars
}

// Close stops the statements that compute. Those that are parked in a call end
// when the lab closes.
func (h *House) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wire.stop()
	for _, p := range h.prompts {
		p.stop()
	}
}

// settle waits until the lab is quiet.
func (h *House) settle(ctx context.Context) (*lab.Snapshot, error) { return h.lab.Settle(ctx) }
