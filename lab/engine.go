package lab

import (
	"context"
	"errors"
	"net/netip"
	"time"
)

// Engine is the TCP/IP stack that decides every outcome. All its methods are
// called from the lab's loop alone, and none of them blocks.
type Engine interface {
	Name() string  // "kernel" or "netstack", as on the command line
	Stack() string // as on the screen: "Linux 6.18 kernel"
	Caps() Caps
	Socket(Family, Type) (Handle, error)
	Link() Link
	// Sockets is the stack's own word about every socket: those with a
	// descriptor, in whatever state, and those without one.
	Sockets() ([]SocketRow, error)
	// Counters are the stack's totals by Linux's names (/proc/net/snmp, netstat).
	Counters() (map[string]int64, error)
	Ports() (Ports, error)
	// Settle returns when all packets that follow from the last call or
	// delivery are readable on the Link.
	Settle(context.Context) error
	// Tune sets a tunable by the last part of Linux's name, "tcp_syncookies".
	Tune(name, value string) error
	Now() time.Duration // since the lab was opened; from any goroutine
	Close() error
}

// Clock is the power of an engine whose time stands still unless somebody
// moves it. What its methods do happens before they return.
type Clock interface {
	// Next is the stack's next timer: how long until it fires, and what armed
	// it, for people; false when none is armed. One that was cancelled may
	// still be listed, as "maybe ...": it will fire into nothing.
	Next() (time.Duration, string, bool)
	// Advance moves the clock and fires what is due. The loop never moves it
	// past the next timer.
	Advance(time.Duration)
}

// ErrUnsupported is what an engine answers when it cannot do what was asked.
var ErrUnsupported = errors.New("not supported by this engine")

// Caps is what an engine can and cannot do, so that the screen can say so.
type Caps struct {
	Wire    string   // how packets come to us: "TUN", "veth + AF_PACKET"
	IPv6    bool     // ::1 passes through the wire
	Stopped bool     // the clock stands still unless moved
	Notes   []string // what a student should know of this machine
}

// Link is the stack's side of the wire: raw IP packets, out and in.
type Link interface {
	// Read takes the next packet the stack has sent; nil when none waits.
	Read() ([]byte, error)
	// Write hands one packet to the stack as if it had arrived.
	Write([]byte) error
	// Ready receives a value after packets may have come on their own.
	Ready() <-chan struct{}
}

// Handle is one socket that a program holds. It never blocks: it answers
// EAGAIN or EINPROGRESS instead. Errors are Errno.
type Handle interface {
	ID() SocketID
	FD() int
	Bind(netip.AddrPort) error
	Listen(backlog int) error
	Connect(netip.AddrPort) error
	Accept() (Handle, netip.AddrPort, error)
	Send([]byte, Flags) (int, error)
	Recv([]byte, Flags) (int, error)
	SendTo([]byte, netip.AddrPort, Flags) (int, error)
	RecvFrom([]byte, Flags) (int, netip.AddrPort, error)
	Shutdown(How) error
	Close() error
	SetOpt(level, name, value int) error
	GetOpt(level, name int) (int, error)
	Local() (netip.AddrPort, error)
	Peer() (netip.AddrPort, error)
}

// Flags are Linux's MSG_ flags of send(2) and recv(2).
type Flags int

const (
	Peek     Flags = 0x2  // MSG_PEEK
	DontWait Flags = 0x40 // MSG_DONTWAIT: EAGAIN rather than park
)

// How is the second argument of shutdown(2).
type How int

const (
	ShutRead  How = 0 // SHUT_RD
	ShutWrite How = 1 // SHUT_WR
	ShutBoth  How = 2 // SHUT_RDWR
)
