package netstack

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"

	"github.com/stillwire/stillwire/lab"
)

// tunables are what the stack lets be set, by the last part of Linux's name.
var tunables = map[string]func(*Engine, string) error{
	"tcp_syncookies":         setCookies,
	"somaxconn":              setSomaxconn,
	"ip_local_port_range":    setPorts,
	"tcp_congestion_control": setCongestion,
	"tcp_sack":               boolean(func(v bool) tcpip.SettableTransportProtocolOption { o := tcpip.TCPSACKEnabled(v); return &o }),
	"tcp_moderate_rcvbuf": boolean(func(v bool) tcpip.SettableTransportProtocolOption {
		o := tcpip.TCPModerateReceiveBufferOption(v)
		return &o
	}),
	"tcp_retries2": integer(1, 255, func(v int) tcpip.SettableTransportProtocolOption { o := tcpip.TCPMaxRetriesOption(v); return &o }),
	"tcp_tw_reuse": integer(0, 2, func(v int) tcpip.SettableTransportProtocolOption { o := tcpip.TCPTimeWaitReuseOption(v); return &o }),
	"tcp_recovery": integer(0, 1, func(v int) tcpip.SettableTransportProtocolOption { o := tcpip.TCPRecovery(v); return &o }),
	"tcp_fin_timeout": integer(1, 120, func(v int) tcpip.SettableTransportProtocolOption {
		o := tcpip.TCPLingerTimeoutOption(time.Duration(v) * time.Second)
		return &o
	}),
	"tcp_rto_min_us": integer(1, 120_000_000, func(v int) tcpip.SettableTransportProtocolOption {
		o := tcpip.TCPMinRTOOption(time.Duration(v) * time.Microsecond)
		return &o
	}),
	"tcp_rto_max_ms": integer(1000, 120_000, func(v int) tcpip.SettableTransportProtocolOption {
		o := tcpip.TCPMaxRTOOption(time.Duration(v) * time.Millisecond)
		return &o
	}),
	"tcp_rmem": sizes(func(low, start, high int) tcpip.SettableTransportProtocolOption {
		return &tcpip.TCPReceiveBufferSizeRangeOption{Min: low, Default: start, Max: high}
	}),
	"tcp_wmem": sizes(func(low, start, high int) tcpip.SettableTransportProtocolOption {
		return &tcpip.TCPSendBufferSizeRangeOption{Min: low, Default: start, Max: high}
	}),
}

// Tune sets a tunable.
func (e *Engine) Tune(name, value string) error {
	set := tunables[name]
	if set == nil {
		return fmt.Errorf("%s: %w, which has %s", name, lab.ErrUnsupported,
			strings.Join(slices.Sorted(maps.Keys(tunables)), ", "))
	}
	return set(e, strings.TrimSpace(value))
}

// setCookies: the stack cannot be told to send none, so "0" has our wire turn
// away a SYN for which Linux without cookies would have no room.
func setCookies(e *Engine, value string) error {
	n, err := between(value, 0, 2)
	if err != nil {
		return err
	}
	e.gate.cookies = n > 0
	always := tcpip.TCPAlwaysUseSynCookies(n == 2)
	return e.option(&always)
}

func setSomaxconn(e *Engine, value string) (err error) {
	n, err := between(value, 0, 65535)
	if err == nil {
		e.gate.somaxconn = n
	}
	return err
}

func setPorts(e *Engine, value string) error {
	part := strings.Fields(value)
	if len(part) != 2 {
		return fmt.Errorf("%q: want two ports, the lowest and the highest", value)
	}
	low, err := between(part[0], 1, 65535)
	if err != nil {
		return err
	}
	high, err := between(part[1], low, 65535)
	if err != nil {
		return err
	}
	if err := e.stack.SetPortRange(uint16(low), uint16(high)); err != nil {
		return fmt.Errorf("%q: %s", value, err)
	}
	return nil
}

func setCongestion(e *Engine, value string) error {
	o := tcpip.CongestionControlOption(value)
	return e.option(&o)
}

// option sets an option of TCP.
func (e *Engine) option(o tcpip.SettableTransportProtocolOption) error {
	if err := e.stack.SetTransportProtocolOption(tcp.ProtocolNumber, o); err != nil {
		return fmt.Errorf("the stack says: %s", err)
	}
	return nil
}

func between(value string, low, high int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("%q: want a number from %d to %d", value, low, high)
	}
	return n, nil
}

func boolean(o func(bool) tcpip.SettableTransportProtocolOption) func(*Engine, string) error {
	return integer(0, 1, func(v int) tcpip.SettableTransportProtocolOption { return o(v == 1) })
}

func integer(low, high int, o func(int) tcpip.SettableTransportProtocolOption) func(*Engine, string) error {
	return func(e *Engine, value string) error {
		n, err := between(value, low, high)
		if err != nil {
			return err
		}
		return e.option(o(n))
	}
}

func sizes(o func(low, start, high int) tcpip.SettableTransportProtocolOption) func(*Engine, string) error {
	return func(e *Engine, value string) error {
		var n [3]int
		if _, err := fmt.Sscan(value, &n[0], &n[1], &n[2]); err != nil {
			return fmt.Errorf("%q: want three sizes in bytes: least, at the start, most", value)
		}
		return e.option(o(n[0], n[1], n[2]))
	}
}
