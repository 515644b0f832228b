// Package kernel is the engine on real system calls: Linux's own TCP/IP stack
// in a network namespace of the lab's own, all of 127.0.0.0/8 routed through
// a device whose other end is the lab's wire.
//
// The synchronous property carries everything here: the packets that a system
// call or a write to the wire causes are readable on the wire when it
// returns. Later ones come only from the kernel's timers, which the calm
// profile sets so far off that a packet can be held for minutes.
package kernel

import (
	"errors"
	"fmt"
	"strings"
)

// SetupError says which step of the way to a kernel lab failed, why, and what
// would help.
type SetupError struct {
	Step string // "open /dev/net/tun"
	Err  error
	Help string // what would help, a sentence; "" = unknown
}

func (e *SetupError) Error() string {
	s := fmt.Sprintf("%s: %v", e.Step, e.Err)
	if e.Help != "" {
		s += "; " + e.Help
	}
	return s
}

func (e *SetupError) Unwrap() error { return e.Err }

// Check is one step of a Probe.
type Check struct {
	Step  string `json:"step"`
	OK    bool   `json:"ok"`
	Found string `json:"found,omitempty"` // what was found; for a failure the error with its errno
	Help  string `json:"help,omitempty"`
	Need  bool   `json:"need"` // without it there is no kernel lab
}

// Works tells whether every step that is needed is there.
func Works(checks []Check) bool {
	for _, c := range checks {
		if c.Need && !c.OK {
			return false
		}
	}
	return len(checks) > 0
}

// Why is one line of the steps that failed.
func Why(checks []Check) string {
	var why []string
	for _, c := range checks {
		if c.Need && !c.OK {
			why = append(why, c.Step+": "+c.Found)
		}
	}
	return strings.Join(why, "; ")
}

// describe gives an error without its help, and the help.
func describe(err error) (found, help string) {
	var step *SetupError
	if errors.As(err, &step) {
		return fmt.Sprintf("%s: %v%s", step.Step, step.Err, symbol(err)), step.Help
	}
	return err.Error() + symbol(err), ""
}
