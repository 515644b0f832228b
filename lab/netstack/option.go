package netstack

import (
	"errors"
	"time"

	"gvisor.dev/gvisor/pkg/tcpip"

	"github.com/stillwire/stillwire/lab"
)

// option is one socket option that a program has set, by Linux's numbers.
type option struct{ level, name, value int }

// Levels of setsockopt(2).
const (
	solSocket  = 1
	ipprotoIP  = 0
	ipprotoTCP = 6
)

// property is how one option is set and got; nil = it cannot be.
type property struct {
	stream bool // of TCP only
	set    func(*handle, int) error
	get    func(*handle) (int, error)
}

// properties are the options that there are, by level and name.
var properties map[[2]int]property

func init() {
	properties = map[[2]int]property{
		{solSocket, 2}:  flag((*tcpip.SocketOptions).SetReuseAddress, (*tcpip.SocketOptions).GetReuseAddress),
		{solSocket, 3}:  {get: func(h *handle) (int, error) { return int(h.typ), nil }},
		{solSocket, 4}:  {get: lastError},
		{solSocket, 6}:  flag((*tcpip.SocketOptions).SetBroadcast, (*tcpip.SocketOptions).GetBroadcast),
		{solSocket, 7}:  {set: setSendBuffer, get: func(h *handle) (int, error) { return int(h.options().GetSendBufferSize()), nil }},
		{solSocket, 8}:  {set: setReceiveBuffer, get: func(h *handle) (int, error) { return int(h.options().GetReceiveBufferSize()), nil }},
		{solSocket, 9}:  flag((*tcpip.SocketOptions).SetKeepAlive, (*tcpip.SocketOptions).GetKeepAlive),
		{solSocket, 15}: flag((*tcpip.SocketOptions).SetReusePort, (*tcpip.SocketOptions).GetReusePort),
		{solSocket, 30}: {get: func(h *handle) (int, error) { return number(h.options().GetAcceptConn()), nil }},

		{ipprotoIP, 1}: whole(tcpip.IPv4TOSOption, false),
		{ipprotoIP, 2}: whole(tcpip.IPv4TTLOption, false),

		{ipprotoTCP, 1}: {stream: true,
			set: func(h *handle, v int) error { h.options().SetDelayOption(v == 0); return nil },
			get: func(h *handle) (int, error) { return number(!h.options().GetDelayOption()), nil }},
		{ipprotoTCP, 2}: whole(tcpip.MaxSegOption, true),
		{ipprotoTCP, 3}: {stream: true,
			set: func(h *handle, v int) error { h.options().SetCorkOption(v != 0); return nil },
			get: func(h *handle) (int, error) { return number(h.options().GetCorkOption()), nil }},
		{ipprotoTCP, 4}: seconds(func(d time.Duration) tcpip.SettableSocketOption { o := tcpip.KeepaliveIdleOption(d); return &o },
			func(h *handle) (time.Duration, tcpip.Error) {
				var o tcpip.KeepaliveIdleOption
				err := h.ep.GetSockOpt(&o)
				return time.Duration(o), err
			}),
		{ipprotoTCP, 5}: seconds(func(d time.Duration) tcpip.SettableSocketOption { o := tcpip.KeepaliveIntervalOption(d); return &o },
			func(h *handle) (time.Duration, tcpip.Error) {
				var o tcpip.KeepaliveIntervalOption
				err := h.ep.GetSockOpt(&o)
				return time.Duration(o), err
			}),
		{ipprotoTCP, 6}: whole(tcpip.KeepaliveCountOption, true),
		{ipprotoTCP, 18}: {stream: true,
			set: func(h *handle, v int) error {
				o := tcpip.TCPUserTimeoutOption(time.Duration(v) * time.Millisecond)
				return errno(h.ep.SetSockOpt(&o))
			},
			get: func(h *handle) (int, error) {
				var o tcpip.TCPUserTimeoutOption
				err := h.ep.GetSockOpt(&o)
				return int(time.Duration(o) / time.Millisecond), errno(err)
			}},
	}
}

// SetOpt is setsockopt(2) of a whole number.
func (h *handle) SetOpt(level, name, value int) error {
	o := option{level, name, value}
	if err := h.apply(o); err != nil {
		return err
	}
	h.set = append(h.set, o)
	return nil
}

func (h *handle) apply(o option) error {
	p, ok := properties[[2]int{o.level, o.name}]
	if !ok || p.set == nil || p.stream && h.typ != lab.Stream {
		return lab.ENOPROTOOPT
	}
	h.begin()
	defer h.end()
	return p.set(h, o.value)
}

// GetOpt is getsockopt(2) of a whole number.
func (h *handle) GetOpt(level, name int) (int, error) {
	p, ok := properties[[2]int{level, name}]
	if !ok || p.get == nil || p.stream && h.typ != lab.Stream {
		return 0, lab.ENOPROTOOPT
	}
	return p.get(h)
}

func (h *handle) options() *tcpip.SocketOptions { return h.ep.SocketOptions() }

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func flag(set func(*tcpip.SocketOptions, bool), get func(*tcpip.SocketOptions) bool) property {
	return property{
		set: func(h *handle, v int) error { set(h.options(), v != 0); return nil },
		get: func(h *handle) (int, error) { return number(get(h.options())), nil },
	}
}

func whole(o tcpip.SockOptInt, stream bool) property {
	return property{stream: stream,
		set: func(h *handle, v int) error { return errno(h.ep.SetSockOptInt(o, v)) },
		get: func(h *handle) (int, error) {
			n, err := h.ep.GetSockOptInt(o)
			return n, errno(err)
		},
	}
}

func seconds(set func(time.Duration) tcpip.SettableSocketOption, get func(*handle) (time.Duration, tcpip.Error)) property {
	return property{stream: true,
		set: func(h *handle, v int) error {
			if v < 1 || v > 32767 { // MAX_TCP_KEEPIDLE
				return lab.EINVAL
			}
			return errno(h.ep.SetSockOpt(set(time.Duration(v) * time.Second)))
		},
		get: func(h *handle) (int, error) {
			d, err := get(h)
			return int(d / time.Second), errno(err)
		},
	}
}

// lastError is SO_ERROR: it is told once.
func lastError(h *handle) (int, error) {
	err := errno(h.ep.LastError())
	if err == nil {
		return 0, nil
	}
	h.told()
	var e lab.Errno
	if errors.As(err, &e) {
		return int(e), nil
	}
	return 0, err
}

// A program's number is doubled and kept within limits, as socket(7) says.
func setSendBuffer(h *handle, v int) error {
	low, high := h.options().SendBufferLimits()
	h.options().SetSendBufferSize(min(max(2*int64(v), low), high), true)
	return nil
}

func setReceiveBuffer(h *handle, v int) error {
	low, high := h.options().ReceiveBufferLimits()
	h.options().SetReceiveBufferSize(min(max(2*int64(v), low), high), true)
	return nil
}
