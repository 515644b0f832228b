//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package tty

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// readable waits up to d for a byte to read. It uses select(2): poll(2) on a
// terminal does not work on macOS.
func readable(f *os.File, d time.Duration) bool {
	fd := int(f.Fd())
	for end := time.Now().Add(d); ; {
		var set unix.FdSet
		set.Set(fd)
		tv := unix.NsecToTimeval(max(time.Until(end), 0).Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &tv)
		if errors.Is(err, unix.EINTR) {
			continue // the Go runtime's own signals
		}
		return err == nil && n > 0
	}
}
