package script

import (
	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
)

func bind(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	a, err := s.address("bind", args[0])
	if err != nil {
		return nil, err
	}
	_, err = s.do(t, lab.Request{Name: "bind", Addr: a})
	return starlark.None, err
}

// listen takes Python's default backlog, min(SOMAXCONN, 128).
func listen(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	backlog := 128
	if len(args) > 0 {
		n, err := number(args[0])
		if err != nil {
			return nil, err
		}
		backlog = max(n, 0)
	}
	_, err := s.do(t, lab.Request{Name: "listen", N: backlog})
	return starlark.None, err
}

func accept(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	reply, err := s.do(t, lab.Request{Name: "accept", Family: s.fd.Family, Type: s.fd.Type})
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{&Socket{fd: reply.FD}, pair(reply.Addr)}, nil
}

func connect(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	a, err := s.address("connect", args[0])
	if err != nil {
		return nil, err
	}
	_, err = s.do(t, lab.Request{Name: "connect", Addr: a})
	return starlark.None, err
}

// connectEx gives the errno's number instead of raising it; 0 is success.
func connectEx(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	a, err := s.address("connect_ex", args[0])
	if err != nil {
		return nil, err
	}
	reply, err := call(t, lab.Request{Name: "connect", FD: s.fd, Addr: a})
	if err != nil {
		return nil, err
	}
	e := reply.Errno
	if e == lab.EINPROGRESS && s.fd.Timeout > 0 {
		e = lab.EAGAIN // as Python: its own timeout has run out
	}
	return starlark.MakeInt(int(e)), nil
}

func getSockName(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	reply, err := s.do(t, lab.Request{Name: "getsockname"})
	if err != nil {
		return nil, err
	}
	return pair(reply.Addr), nil
}

func getPeerName(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	reply, err := s.do(t, lab.Request{Name: "getpeername"})
	if err != nil {
		return nil, err
	}
	return pair(reply.Addr), nil
}

// number reads a whole number that fits a C int.
func number(v starlark.Value) (int, error) {
	if b, ok := v.(starlark.Bool); ok {
		if b {
			return 1, nil
		}
		return 0, nil
	}
	n, ok := v.(starlark.Int)
	if !ok {
		return 0, raise("TypeError", "'%s' object cannot be interpreted as an integer", pythonType(v.Type()))
	}
	i, ok := n.Int64()
	if !ok || i != int64(int32(i)) {
		return 0, raise("OverflowError", "signed integer is greater than maximum")
	}
	return int(i), nil
}
