package lab

import (
	"errors"
	"fmt"
	"strconv"
)

// call is a row of the table below. try makes the call once and answers 0,
// an Errno, or errPark where it would block; it fills op.reply.
type call struct {
	args func(*Request) string // as strace prints them
	try  func(*loop, *op) Errno
}

// calls is every call a program can make, by its name in section 2 of the
// manual. A new call is a row here and a function in a file of its own.
var calls map[string]call

func init() {
	calls = map[string]call{
		"socket":      {argsSocket, trySocket},   // Family, Type -> FD
		"bind":        {argsAddr, tryBind},       // FD, Addr
		"listen":      {argsNumber, tryListen},   // FD, N = backlog
		"accept":      {argsFD, tryAccept},       // FD -> FD, Addr; parks
		"connect":     {argsAddr, tryConnect},    // FD, Addr; parks
		"send":        {argsSend, trySend},       // FD, Data, Flags -> N; parks
		"recv":        {argsNumber, tryRecv},     // FD, N, Flags -> Data; parks
		"sendto":      {argsSendTo, trySendTo},   // FD, Data, Addr, Flags -> N; parks
		"recvfrom":    {argsNumber, tryRecvFrom}, // FD, N, Flags -> Data, Addr; parks
		"shutdown":    {argsHow, tryShutdown},    // FD, N = How
		"close":       {argsFD, tryClose},        // FD
		"setsockopt":  {argsOption, trySetOpt},   // FD, Level, Option, Value
		"getsockopt":  {argsOption, tryGetOpt},   // FD, Level, Option -> N
		"getsockname": {argsFD, tryLocal},        // FD -> Addr
		"getpeername": {argsFD, tryPeer},         // FD -> Addr
	}
}

func argsFD(r *Request) string { return strconv.Itoa(r.FD.Number) }

func argsAddr(r *Request) string { return fmt.Sprintf("%d, %v", r.FD.Number, r.Addr) }

func argsNumber(r *Request) string { return fmt.Sprintf("%d, %d", r.FD.Number, r.N) }

// handle is the engine's socket behind a request's descriptor.
func (l *loop) handle(r *Request) (Handle, Errno) {
	if r.FD == nil || r.FD.handle == nil {
		return nil, EBADF
	}
	return r.FD.handle, 0
}

// errno takes the Errno out of an engine's error; any other error is a fault
// of the engine and is told.
func (l *loop) errno(err error) Errno {
	if err == nil {
		return 0
	}
	var e Errno
	if errors.As(err, &e) {
		return e
	}
	l.emit(Event{Kind: Fault, Text: err.Error()})
	return EINVAL
}

// amend notes what a call did to a socket; the reading that follows tells it
// together with what the stack says.
func (l *loop) amend(id SocketID, f func(*Socket)) {
	if old := l.socks[id]; old != nil {
		now := *old
		f(&now)
		l.socks[id] = &now
		l.amended[id] = true
	}
}

// counted adds payload bytes to what the program gave or took.
func (l *loop) counted(id SocketID, given, taken int) {
	if given+taken > 0 {
		l.amend(id, func(s *Socket) { s.Given += given; s.Taken += taken })
	}
}
