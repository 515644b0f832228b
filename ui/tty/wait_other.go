//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tty

import (
	"os"
	"time"
)

// readable never waits here: on Windows Bubble Tea reads console events, which
// come whole, and not bytes.
func readable(*os.File, time.Duration) bool { return false }
