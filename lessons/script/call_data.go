package script

import (
	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
)

// mostBytes bounds one call's data: more fits no socket buffer of a lab.
const mostBytes = 16 << 20

func notBytes(v starlark.Value) error {
	return raise("TypeError", "a bytes-like object is required, not '%s'", pythonType(v.Type()))
}

// data reads what is to be sent. Text is not bytes, in Python and on the wire.
func data(v starlark.Value) ([]byte, error) {
	b, ok := v.(starlark.Bytes)
	if !ok {
		return nil, notBytes(v)
	}
	if len(b) > mostBytes {
		return nil, raise("MemoryError", "%d bytes are more than a lab's call may carry (%d)", len(b), mostBytes)
	}
	return []byte(b), nil
}

// flags reads the argument at place i, 0 if it is not there.
func flags(args starlark.Tuple, i int) (lab.Flags, error) {
	if i >= len(args) {
		return 0, nil
	}
	n, err := number(args[i])
	return lab.Flags(n), err
}

func send(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	b, err := data(args[0])
	if err != nil {
		return nil, err
	}
	f, err := flags(args, 1)
	if err != nil {
		return nil, err
	}
	reply, err := s.do(t, lab.Request{Name: "send", Data: b, Flags: f})
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt(reply.N), nil
}

// sendAll calls send until everything has been taken.
func sendAll(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	b, err := data(args[0])
	if err != nil {
		return nil, err
	}
	f, err := flags(args, 1)
	if err != nil {
		return nil, err
	}
	for {
		reply, err := s.do(t, lab.Request{Name: "send", Data: b, Flags: f})
		if err != nil {
			return nil, err
		}
		if reply.N >= len(b) {
			return starlark.None, nil
		}
		if reply.N <= 0 {
			return nil, raise("RuntimeError", "send() of %d bytes took none of them", len(b))
		}
		b = b[reply.N:]
	}
}

func sendTo(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	b, err := data(args[0])
	if err != nil {
		return nil, err
	}
	f, err := flags(args[:len(args)-1], 1)
	if err != nil {
		return nil, err
	}
	a, err := s.address("sendto", args[len(args)-1])
	if err != nil {
		return nil, err
	}
	reply, err := s.do(t, lab.Request{Name: "sendto", Data: b, Addr: a, Flags: f})
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt(reply.N), nil
}

// room reads how many bytes a call may take.
func room(name string, args starlark.Tuple) (n int, f lab.Flags, err error) {
	if n, err = number(args[0]); err != nil {
		return 0, 0, err
	}
	if n < 0 {
		return 0, 0, raise("ValueError", "negative buffersize in %s", name)
	}
	f, err = flags(args, 1)
	return min(n, mostBytes), f, err
}

func recv(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	n, f, err := room("recv", args)
	if err != nil {
		return nil, err
	}
	reply, err := s.do(t, lab.Request{Name: "recv", N: n, Flags: f})
	if err != nil {
		return nil, err
	}
	return starlark.Bytes(reply.Data), nil
}

func recvFrom(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	n, f, err := room("recvfrom", args)
	if err != nil {
		return nil, err
	}
	reply, err := s.do(t, lab.Request{Name: "recvfrom", N: n, Flags: f})
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{starlark.Bytes(reply.Data), pair(reply.Addr)}, nil
}
