// Package termguard keeps the terminal unasked while packages initialise.
//
// Bubble Tea's init asks the terminal for its background and waits up to five
// seconds for an answer, before main has run. The asking library does not ask
// where CI is set, so this package sets CI in its own init. Go initialises
// packages sorted by import path as their imports become ready (Go spec,
// "Program initialization"); with syscall as its only import this one is
// ready no later than golang.org/x/sys, sorts before it, and every package
// that asks the terminal waits for golang.org/x/sys.
//
// Import it for that effect, and call Restore first thing in main.
package termguard

import "syscall"

const name = "CI"

var (
	before string
	found  bool
	on     bool
)

func init() {
	before, found = syscall.Getenv(name)
	on = syscall.Setenv(name, "1") == nil
}

// Restore puts the environment back as it was. The second call and later ones
// do nothing. It is not for use by several goroutines at once.
func Restore() {
	if !on {
		return
	}
	on = false
	if found {
		_ = syscall.Setenv(name, before)
		return
	}
	_ = syscall.Unsetenv(name)
}
