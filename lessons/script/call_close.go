package script

import (
	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
)

func shutdown(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	how, err := number(args[0])
	if err != nil {
		return nil, err
	}
	_, err = s.do(t, lab.Request{Name: "shutdown", N: how})
	return starlark.None, err
}

// closeSocket may be called again, as in Python: the second time does nothing.
func closeSocket(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	if s.closed {
		return starlark.None, nil
	}
	s.closed = true
	_, err := s.do(t, lab.Request{Name: "close"})
	return starlark.None, err
}

func setSockOpt(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	level, err := number(args[0])
	if err != nil {
		return nil, err
	}
	option, err := number(args[1])
	if err != nil {
		return nil, err
	}
	if _, packed := args[2].(starlark.Bytes); packed {
		return nil, &Error{Class: "TypeError", Text: "setsockopt() with packed bytes", Raised: true,
			Hint: "a lab takes options that are one whole number"}
	}
	value, err := number(args[2])
	if err != nil {
		return nil, err
	}
	_, err = s.do(t, lab.Request{Name: "setsockopt", Level: level, Option: option, Value: value})
	return starlark.None, err
}

func getSockOpt(t *starlark.Thread, s *Socket, args starlark.Tuple) (starlark.Value, error) {
	level, err := number(args[0])
	if err != nil {
		return nil, err
	}
	option, err := number(args[1])
	if err != nil {
		return nil, err
	}
	reply, err := s.do(t, lab.Request{Name: "getsockopt", Level: level, Option: option})
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt(reply.N), nil
}
