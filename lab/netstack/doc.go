// Package netstack is the engine on gVisor's TCP/IP stack: a whole stack in
// this process, with no privilege and no socket of the host, and with a clock
// that stands still unless somebody moves it.
//
// One stack has one interface, which claims to be a loopback so that all of
// 127.0.0.0/8 is its own; what it sends goes onto the lab's wire and comes
// back only by a hand. TCP segments are processed by goroutines of the stack;
// pausing and resuming them is an exact barrier, and one packet is delivered
// at a time, so that the same lesson runs the same way every time.
package netstack

import (
	"time"

	"gvisor.dev/gvisor/pkg/log"
)

// silent throws log lines away: the screen belongs to the lab.
type silent struct{}

func (silent) Emit(int, log.Level, time.Time, string, ...any) {}

// Some of gVisor's loggers keep the first target they saw, so it is not
// replaced but muted, before anything runs.
func init() { log.Log().Emitter = silent{} }
