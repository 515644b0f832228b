package netstack

import (
	"gvisor.dev/gvisor/pkg/tcpip"

	"github.com/stillwire/stillwire/lab"
)

// errno turns the stack's error into Linux's. gVisor has such a table of its
// own, in a package that does not build on every system.
func errno(err tcpip.Error) error {
	switch err.(type) {
	case nil:
		return nil
	case *tcpip.ErrAddressFamilyNotSupported:
		return lab.EAFNOSUPPORT
	case *tcpip.ErrAlreadyBound, *tcpip.ErrInvalidEndpointState, *tcpip.ErrInvalidOptionValue,
		*tcpip.ErrBadBuffer, *tcpip.ErrBadAddress, *tcpip.ErrInvalidPortRange:
		return lab.EINVAL
	case *tcpip.ErrAlreadyConnected:
		return lab.EISCONN
	case *tcpip.ErrAlreadyConnecting:
		return lab.EALREADY
	case *tcpip.ErrBadLocalAddress:
		return lab.EADDRNOTAVAIL
	case *tcpip.ErrBroadcastDisabled:
		return lab.EACCES
	case *tcpip.ErrClosedForSend:
		return lab.EPIPE
	case *tcpip.ErrConnectStarted:
		return lab.EINPROGRESS
	case *tcpip.ErrConnectionAborted, *tcpip.ErrAborted:
		return lab.ECONNABORTED
	case *tcpip.ErrConnectionRefused:
		return lab.ECONNREFUSED
	case *tcpip.ErrConnectionReset:
		return lab.ECONNRESET
	case *tcpip.ErrDestinationRequired:
		return lab.EDESTADDRREQ
	case *tcpip.ErrHostUnreachable, *tcpip.ErrHostDown:
		return lab.EHOSTUNREACH
	case *tcpip.ErrMessageTooLong:
		return lab.EMSGSIZE
	case *tcpip.ErrNetworkUnreachable, *tcpip.ErrNoNet:
		return lab.ENETUNREACH
	case *tcpip.ErrNoBufferSpace:
		return lab.ENOBUFS
	case *tcpip.ErrNoPortAvailable, *tcpip.ErrPortInUse:
		return lab.EADDRINUSE
	case *tcpip.ErrNotConnected:
		return lab.ENOTCONN
	case *tcpip.ErrNotPermitted:
		return lab.EPERM
	case *tcpip.ErrNotSupported:
		return lab.EOPNOTSUPP
	case *tcpip.ErrTimeout:
		return lab.ETIMEDOUT
	case *tcpip.ErrUnknownProtocolOption:
		return lab.ENOPROTOOPT
	case *tcpip.ErrWouldBlock:
		return lab.EAGAIN
	}
	return &strangeError{err}
}

// strangeError is an error of the stack that Linux has no number for; the lab
// tells it as a fault.
type strangeError struct{ err tcpip.Error }

func (e *strangeError) Error() string { return "netstack: " + e.err.String() }
