package lab

import (
	"net/netip"
	"time"
)

// FD is a descriptor that a program holds. It stays valid after close(), so
// that what became of the socket can still be asked; calls on it give EBADF.
type FD struct {
	Number int // as the stack numbered it
	ID     SocketID
	Actor  string
	Family Family
	Type   Type

	// Timeout is how long a call on it may stay parked: Forever, 0 for a
	// non-blocking socket (EAGAIN, or EINPROGRESS of connect), else a
	// duration after which it fails with ETIMEDOUT. Set it between calls.
	Timeout time.Duration

	handle Handle // nil after close()
}

// Forever is the Timeout of a blocking socket.
const Forever time.Duration = -1

// Request is one socket call to be made. Name is a row of the table in
// calls.go; each call reads the fields named beside it there.
type Request struct {
	Name   string
	FD     *FD
	Family Family
	Type   Type
	Addr   netip.AddrPort
	Data   []byte
	N      int // recv: most bytes to take; listen: backlog; shutdown: How
	Flags  Flags
	Level  int // setsockopt, getsockopt: Linux's numbers
	Option int
	Value  int
}

// Reply is what a call returned. Errno is 0 if it succeeded.
type Reply struct {
	Errno Errno
	N     int            // bytes moved, or the option's value
	Data  []byte         // recv, recvfrom
	FD    *FD            // socket, accept
	Addr  netip.AddrPort // accept, recvfrom, getsockname, getpeername
}
