package script

import (
	"maps"
	"net/netip"
	"slices"

	"go.starlark.net/starlark"
)

// module is the socket module of a prompt.
type module struct{ members starlark.StringDict }

func (m *module) String() string        { return "<module 'socket'>" }
func (m *module) Type() string          { return "module" }
func (m *module) Freeze()               {}
func (m *module) Truth() starlark.Bool  { return true }
func (m *module) Hash() (uint32, error) { return 0, raise("TypeError", "unhashable type: 'module'") }
func (m *module) AttrNames() []string   { return slices.Sorted(maps.Keys(m.members)) }

func (m *module) Attr(name string) (starlark.Value, error) {
	v, ok := m.members[name]
	if !ok {
		return nil, &Error{Class: "AttributeError", Text: "module 'socket' has no attribute '" + name + "'", Hint: nearest(name, m.AttrNames())}
	}
	return v, nil
}

// numbers are the module's constants, by Linux's headers (socket.h, in.h,
// tcp.h; x86 and arm agree).
var numbers = map[string]int{
	"AF_INET": 2, "AF_INET6": 10, "SOCK_STREAM": 1, "SOCK_DGRAM": 2,
	"SOL_SOCKET": 1, "IPPROTO_IP": 0, "IPPROTO_TCP": 6, "IPPROTO_UDP": 17, "SOL_TCP": 6,
	"SO_REUSEADDR": 2, "SO_TYPE": 3, "SO_ERROR": 4, "SO_BROADCAST": 6, "SO_SNDBUF": 7, "SO_RCVBUF": 8,
	"SO_KEEPALIVE": 9, "SO_LINGER": 13, "SO_REUSEPORT": 15, "SO_ACCEPTCONN": 30,
	"TCP_NODELAY": 1, "TCP_MAXSEG": 2, "TCP_CORK": 3, "TCP_KEEPIDLE": 4, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 6,
	"TCP_SYNCNT": 7, "TCP_LINGER2": 8, "TCP_DEFER_ACCEPT": 9, "TCP_QUICKACK": 12, "TCP_USER_TIMEOUT": 18,
	"IP_TTL":  2,
	"SHUT_RD": 0, "SHUT_WR": 1, "SHUT_RDWR": 2,
	"MSG_PEEK": 0x2, "MSG_TRUNC": 0x20, "MSG_DONTWAIT": 0x40, "MSG_WAITALL": 0x100, "MSG_NOSIGNAL": 0x4000,
	"SOMAXCONN": 4096,
}

// socketModule is shared by all prompts: it has no state.
var socketModule = newModule()

func newModule() *module {
	m := &module{members: starlark.StringDict{}}
	for name, n := range numbers {
		m.members[name] = starlark.MakeInt(n)
	}
	for name, f := range functions {
		m.members[name] = starlark.NewBuiltin(name, f)
	}
	return m
}

// function is what a built-in of the prompt looks like to Starlark.
type function = func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error)

// functions are those of the module.
var functions = map[string]function{
	"socket":        newSocket,
	"gethostname":   getHostName,
	"gethostbyname": getHostByName,
	"htons":         swap16,
	"ntohs":         swap16,
	"inet_aton":     inetAton,
	"inet_ntoa":     inetNtoa,
}

// hostName is the one name that a lab has; it stands for 127.0.0.1.
const hostName = "lab"

func getHostName(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return starlark.String(hostName), starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 0)
}

func getHostByName(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var name string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &name); err != nil {
		return nil, err
	}
	a, err := hostAddr(name, false)
	if err != nil {
		return nil, err
	}
	return starlark.String(a.String()), nil
}

// swap16 is htons(3): the lab's machine is little-endian, as students' are.
func swap16(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var n int
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &n); err != nil {
		return nil, err
	}
	if n < 0 || n > 0xffff {
		return nil, raise("OverflowError", "%s: Python int too large to convert to C 16-bit unsigned integer", b.Name())
	}
	return starlark.MakeInt(n>>8 | n&0xff<<8), nil
}

func inetAton(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var s string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &s); err != nil {
		return nil, err
	}
	a, err := netip.ParseAddr(s)
	if err != nil || !a.Is4() {
		return nil, raise("OSError", "illegal IP address string passed to inet_aton")
	}
	return starlark.Bytes(a.AsSlice()), nil
}

func inetNtoa(t *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var s starlark.Bytes
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &s); err != nil {
		return nil, err
	}
	if len(s) != 4 {
		return nil, raise("OSError", "packed IP wrong length")
	}
	return starlark.String(netip.AddrFrom4([4]byte([]byte(s))).String()), nil
}
