package script

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
)

// Socket is a socket as a program holds it. Expressions see the same value
// with the attributes of see_socket.go instead of methods.
type Socket struct {
	fd     *lab.FD
	closed bool // close() was called; only the program's goroutine looks
}

// ID is the socket's identity in the lab.
func (s *Socket) ID() lab.SocketID { return s.fd.ID }

func (s *Socket) six() bool { return s.fd.Family == lab.Inet6 }

func (s *Socket) String() string {
	if s.closed {
		return fmt.Sprintf("<socket.socket [closed] fd=-1, family=%d, type=%d, proto=0>", s.fd.Family, s.fd.Type)
	}
	return fmt.Sprintf("<socket.socket fd=%d, family=%d, type=%d, proto=0>", s.fd.Number, s.fd.Family, s.fd.Type)
}
func (s *Socket) Type() string          { return "socket" }
func (s *Socket) Freeze()               {}
func (s *Socket) Truth() starlark.Bool  { return true }
func (s *Socket) Hash() (uint32, error) { return uint32(s.fd.ID), nil }

// AttrNames lists the methods, for the hint on a wrong name.
func (s *Socket) AttrNames() []string {
	return slices.Sorted(maps.Keys(methods))
}

// Attr finds a method, or one of the three numbers that Python shows.
func (s *Socket) Attr(name string) (starlark.Value, error) {
	switch name {
	case "family":
		return starlark.MakeInt(int(s.fd.Family)), nil
	case "type":
		return starlark.MakeInt(int(s.fd.Type)), nil
	case "proto":
		return starlark.MakeInt(0), nil
	}
	m, ok := methods[name]
	if !ok {
		hint := nearest(name, s.AttrNames())
		if _, seen := socketAttrs[name]; seen {
			hint = "." + name + " is what an expect or a question can see; the program itself cannot"
		}
		return nil, &Error{Class: "AttributeError", Text: "'socket' object has no attribute '" + name + "'", Hint: hint}
	}
	f := func(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if len(kwargs) > 0 {
			return nil, raise("TypeError", "socket.%s() takes no keyword arguments", name)
		}
		if n := len(args); n < m.least || n > m.most {
			return nil, m.wrongCount(name, n)
		}
		return m.call(t, s, args)
	}
	return starlark.NewBuiltin(name, f).BindReceiver(s), nil
}

// method is a row of the table of methods.
type method struct {
	least, most int // arguments
	call        func(*starlark.Thread, *Socket, starlark.Tuple) (starlark.Value, error)
}

func (m method) wrongCount(name string, n int) error {
	switch {
	case m.most == 0:
		return raise("TypeError", "socket.%s() takes no arguments (%d given)", name, n)
	case m.least == m.most && m.most == 1:
		return raise("TypeError", "socket.%s() takes exactly one argument (%d given)", name, n)
	case n < m.least:
		return raise("TypeError", "%s() takes at least %d arguments (%d given)", name, m.least, n)
	}
	return raise("TypeError", "%s() takes at most %d arguments (%d given)", name, m.most, n)
}

// methods is every method a socket has. A new one is a row here and a
// function.
var methods map[string]method

func init() {
	methods = map[string]method{
		"bind":        {1, 1, bind},
		"listen":      {0, 1, listen},
		"accept":      {0, 0, accept},
		"connect":     {1, 1, connect},
		"connect_ex":  {1, 1, connectEx},
		"send":        {1, 2, send},
		"sendall":     {1, 2, sendAll},
		"recv":        {1, 2, recv},
		"recvfrom":    {1, 2, recvFrom},
		"sendto":      {2, 3, sendTo},
		"shutdown":    {1, 1, shutdown},
		"close":       {0, 0, closeSocket},
		"getsockname": {0, 0, getSockName},
		"getpeername": {0, 0, getPeerName},
		"setsockopt":  {3, 3, setSockOpt},
		"getsockopt":  {2, 2, getSockOpt},
		"setblocking": {1, 1, setBlocking},
		"getblocking": {0, 0, getBlocking},
		"settimeout":  {1, 1, setTimeout},
		"gettimeout":  {0, 0, getTimeout},
		"fileno":      {0, 0, fileNo},
	}
}

// caller makes the calls: *lab.Program.
type caller interface {
	Call(lab.Request) (lab.Reply, error)
}

// call makes one call for the running statement. What the prompt's variables
// hold is told first, because the call may park.
func call(t *starlark.Thread, r lab.Request) (lab.Reply, error) {
	run, ok := t.Local(runKey).(*run)
	if !ok {
		return lab.Reply{}, raise("RuntimeError", "%s() makes a call, and no call can be made here", r.Name)
	}
	if run.made++; run.made > maxCalls {
		return lab.Reply{}, &Error{Class: "RuntimeError", Text: fmt.Sprintf("stopped after %d calls: the program does not seem to end", maxCalls)}
	}
	run.publish(t)
	return run.calls.Call(r)
}

// do makes a call and turns its errno into an exception.
func (s *Socket) do(t *starlark.Thread, r lab.Request) (lab.Reply, error) {
	r.FD = s.fd
	reply, err := call(t, r)
	if err != nil {
		return reply, err
	}
	return reply, s.failed(r, reply.Errno)
}

func (s *Socket) failed(r lab.Request, e lab.Errno) error {
	blocked := e == lab.EAGAIN || e == lab.EINPROGRESS
	switch {
	case e == 0:
		return nil
	case blocked && s.fd.Timeout > 0 && r.Flags&lab.DontWait == 0:
		return timedOut()
	}
	return osError(e)
}

// newSocket is socket.socket(family=AF_INET, type=SOCK_STREAM, proto=0).
func newSocket(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	family, kind, proto := int(lab.Inet), int(lab.Stream), 0
	if err := starlark.UnpackArgs("socket", args, kwargs, "family?", &family, "type?", &kind, "proto?", &proto); err != nil {
		return nil, raise("TypeError", "%s", err)
	}
	r := lab.Request{Name: "socket", Family: lab.Family(family), Type: lab.Type(kind)}
	if proto != 0 && !(proto == 6 && r.Type == lab.Stream || proto == 17 && r.Type == lab.Dgram) {
		return nil, osError(lab.EPROTONOSUPPORT)
	}
	reply, err := call(t, r)
	if err != nil {
		return nil, err
	}
	if reply.Errno != 0 {
		return nil, osError(reply.Errno)
	}
	return &Socket{fd: reply.FD}, nil
}

func setBlocking(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	s.fd.Timeout = 0
	if args[0].Truth() {
		s.fd.Timeout = lab.Forever
	}
	return starlark.None, nil
}

func getBlocking(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	return starlark.Bool(s.fd.Timeout != 0), nil
}

func setTimeout(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	if args[0] == starlark.None {
		s.fd.Timeout = lab.Forever
		return starlark.None, nil
	}
	d, err := seconds(args[0])
	if err != nil {
		return nil, err
	}
	s.fd.Timeout = d
	return starlark.None, nil
}

func getTimeout(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	if s.fd.Timeout == lab.Forever {
		return starlark.None, nil
	}
	return starlark.Float(s.fd.Timeout.Seconds()), nil
}

// mostSeconds is the longest wait a lesson may ask for, ten minutes.
const mostSeconds = 600

func seconds(v starlark.Value) (time.Duration, error) {
	f, ok := starlark.AsFloat(v)
	if !ok {
		return 0, raise("TypeError", "'%s' object cannot be interpreted as a number of seconds", pythonType(v.Type()))
	}
	if !(f >= 0 && f <= mostSeconds) {
		return 0, raise("ValueError", "Timeout value out of range (0 to %d seconds)", mostSeconds)
	}
	return time.Duration(f * float64(time.Second)), nil
}

// fileNo is the descriptor's number, -1 after close().
func fileNo(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	if s.closed {
		return starlark.MakeInt(-1), nil
	}
	return starlark.MakeInt(s.fd.Number), nil
}
