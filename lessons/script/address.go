package script

import (
	"net/netip"

	"go.starlark.net/starlark"
)

// gaierror is what Python raises for a name that getaddrinfo(3) cannot find.
func gaierror() *Error {
	return &Error{Class: "socket.gaierror", Text: "[Errno -2] Name or service not known", Raised: true,
		Hint: "a lab has no name server: write an address, or localhost"}
}

// hostAddr turns a host into an address. Names stand for loopback only.
func hostAddr(host string, six bool) (netip.Addr, error) {
	switch host {
	case "":
		if six {
			return netip.IPv6Unspecified(), nil
		}
		return netip.IPv4Unspecified(), nil
	case "<broadcast>":
		return netip.AddrFrom4([4]byte{255, 255, 255, 255}), nil
	case "localhost", hostName:
		if six {
			return netip.IPv6Loopback(), nil
		}
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), nil
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return a, gaierror()
	}
	if a.Is4() == six {
		return a, raise("socket.gaierror", "[Errno -9] Address family for hostname not supported")
	}
	return a, nil
}

// address reads Python's (host, port) for a call of the given name.
func (s *Socket) address(call string, v starlark.Value) (netip.AddrPort, error) {
	var none netip.AddrPort
	family, six := "AF_INET", s.six()
	if six {
		family = "AF_INET6"
	}
	t, ok := v.(starlark.Tuple)
	if !ok {
		return none, raise("TypeError", "%s(): %s address must be tuple, not %s", call, family, pythonType(v.Type()))
	}
	if len(t) != 2 && !(six && len(t) <= 4 && len(t) > 2) {
		return none, raise("TypeError", "%s(): %s address must be a pair (host, port)", call, family)
	}
	host, ok := starlark.AsString(t[0])
	if !ok {
		return none, raise("TypeError", "str, bytes or bytearray expected, not %s", pythonType(t[0].Type()))
	}
	n, ok := t[1].(starlark.Int)
	if !ok {
		return none, raise("TypeError", "'%s' object cannot be interpreted as an integer", pythonType(t[1].Type()))
	}
	port, ok := n.Int64()
	if !ok || port < 0 || port > 65535 {
		return none, raise("OverflowError", "%s(): port must be 0-65535.", call)
	}
	a, err := hostAddr(host, six)
	if err != nil {
		return none, err
	}
	return netip.AddrPortFrom(a, uint16(port)), nil
}

// pair is an address as Python gives it: a pair, or four values for IPv6.
func pair(a netip.AddrPort) starlark.Value {
	if !a.IsValid() {
		return starlark.None
	}
	t := starlark.Tuple{starlark.String(a.Addr().WithZone("").String()), starlark.MakeInt(int(a.Port()))}
	if a.Addr().Is6() {
		t = append(t, starlark.MakeInt(0), starlark.MakeInt(0))
	}
	return t
}
