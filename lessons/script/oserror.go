package script

import (
	"fmt"

	"github.com/stillwire/stillwire/lab"
)

// classes are Python's exceptions for errno values (library reference,
// "OS exceptions"); every other errno is a plain OSError.
var classes = map[lab.Errno]string{
	lab.EAGAIN:       "BlockingIOError",
	lab.EALREADY:     "BlockingIOError",
	lab.EINPROGRESS:  "BlockingIOError",
	lab.EPIPE:        "BrokenPipeError",
	lab.ECONNABORTED: "ConnectionAbortedError",
	lab.ECONNREFUSED: "ConnectionRefusedError",
	lab.ECONNRESET:   "ConnectionResetError",
	lab.EINTR:        "InterruptedError",
	lab.EACCES:       "PermissionError",
	lab.EPERM:        "PermissionError",
	lab.ETIMEDOUT:    "TimeoutError",
}

// errnoError carries the number, so that attempt() can give its name.
type errnoError struct{ errno lab.Errno }

func (e errnoError) Error() string { return e.errno.Error() }

// osError is what Python raises for an errno.
func osError(e lab.Errno) *Error {
	class := classes[e]
	if class == "" {
		class = "OSError"
	}
	return &Error{Class: class, Text: fmt.Sprintf("[Errno %d] %s", int(e), e.Text()), Raised: true, cause: errnoError{e}}
}

// timedOut is what Python raises when a socket's own timeout has run out: it
// has no errno.
func timedOut() *Error {
	return &Error{Class: "TimeoutError", Text: "timed out", Raised: true, cause: errnoError{lab.ETIMEDOUT}}
}

// raise is an error of a call's arguments, as Python words it.
func raise(class, format string, args ...any) *Error {
	return &Error{Class: class, Text: fmt.Sprintf(format, args...), Raised: true}
}
