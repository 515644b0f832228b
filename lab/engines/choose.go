// Package engines knows both stacks and chooses one. Only main and tests
// import it: everything else knows lab.Engine.
package engines

import (
	"context"
	"fmt"
	"syscall"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/kernel"
	"github.com/stillwire/stillwire/lab/netstack"
)

// Engine is a stack, by its name on the command line.
type Engine struct {
	Name string
	Open func(context.Context, lab.Options) (*lab.Lab, error)
}

var (
	onKernel   = Engine{"kernel", kernel.Open}
	onNetstack = Engine{"netstack", netstack.Open}
)

// Enter returns in the process that shall do the work, and not at all where
// that is a child. It takes a child to draw, and one made with attr where this
// process is not privileged; the error is that of making it.
type Enter func(draw bool, privileged func() bool, attr func() *syscall.SysProcAttr) error

// CannotRunError says why the engine that was asked for cannot run here.
type CannotRunError struct{ Err error }

func (e *CannotRunError) Error() string {
	return fmt.Sprintf("the kernel engine cannot run here: %v\n"+
		"`stillwire doctor` looks at every step; --engine netstack runs everywhere", e.Err)
}

func (e *CannotRunError) Unwrap() error { return e.Err }

// Choose takes the engine of a name, auto, kernel or netstack, in a process
// that can open its labs; auto is the kernel where it works. It answers that
// engine first, then any other that works in this process. The error is a
// *CannotRunError, or says that there is no such engine.
func Choose(name string, draw bool, enter Enter) ([]Engine, error) {
	switch name {
	case "netstack":
		all, err := simply(draw, enter)
		if err == nil && kernel.Available() == nil {
			all = append(all, onKernel)
		}
		return all, err
	case "auto", "kernel":
	default:
		return nil, fmt.Errorf("--engine %s: there are auto, kernel and netstack", name)
	}
	err := kernelProcess(draw, enter)
	if err == nil {
		err = kernel.Available()
	}
	switch {
	case err == nil:
		return []Engine{onKernel, onNetstack}, nil
	case name == "auto":
		return simply(draw, enter)
	}
	return nil, &CannotRunError{err}
}

// kernelProcess goes on in a process that may make network namespaces.
func kernelProcess(draw bool, enter Enter) error {
	return kernel.ExplainUserNamespace(enter(draw, kernel.Privileged, kernel.UserNamespace))
}

// simply takes the engine that needs no privilege; only a window takes a
// child, its keeper.
func simply(draw bool, enter Enter) ([]Engine, error) {
	none := func() *syscall.SysProcAttr { return nil }
	return []Engine{onNetstack}, enter(draw, func() bool { return true }, none)
}
