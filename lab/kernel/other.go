//go:build !linux

package kernel

import (
	"context"
	"errors"
	"runtime"
	"syscall"

	"github.com/stillwire/stillwire/lab"
)

var errOther = &SetupError{Step: "find a Linux kernel", Err: errors.New("this is " + runtime.GOOS),
	Help: "the kernel engine runs on Linux only"}

// Open says that there is no kernel engine here.
func Open(context.Context, lab.Options) (*lab.Lab, error) { return nil, errOther }

// Available says why there is no kernel lab in this process.
func Available() error { return errOther }

// Probe has one step, which fails.
func Probe(error) []Check {
	return []Check{{Step: "Linux", Found: runtime.GOOS, Help: errOther.Help, Need: true}}
}

// Privileged is true: nothing is gained by starting again.
func Privileged() bool { return true }

// UserNamespace is nothing here.
func UserNamespace() *syscall.SysProcAttr { return nil }

// ExplainUserNamespace is never asked here.
func ExplainUserNamespace(err error) error { return err }

func symbol(error) string { return "" }
