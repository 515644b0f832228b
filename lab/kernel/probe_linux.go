package kernel

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/stillwire/stillwire/lab"
)

// Available says why there is no kernel lab in this process; nil where there
// is one.
func Available() error {
	e, err := New("", AnyWire)
	if err != nil {
		return err
	}
	return e.Close()
}

// Probe walks the way to a kernel lab and says what was found at each step.
// It ends with a handshake, packet by packet. reached is the error of getting
// into a process that may make labs; nil if there was none.
func Probe(reached error) []Check {
	if reached != nil {
		c := Check{Step: "make a user namespace", Need: true}
		c.Found, c.Help = describe(reached)
		return []Check{c}
	}
	checks := []Check{{Step: "Linux", OK: true, Found: release(), Need: true}}
	if os.Getuid() == 0 {
		who := "root"
		if b, err := os.ReadFile("/proc/self/uid_map"); err == nil && !strings.HasPrefix(strings.Join(strings.Fields(string(b)), " "), "0 0 4294967295") {
			who = "root in a user namespace"
		}
		checks = append(checks, Check{Step: "privilege", OK: true, Found: who})
	}
	for _, w := range []struct{ step, wire string }{
		{"wire by TUN", TunWire}, {"wire by veth + AF_PACKET", VethWire},
	} {
		e, err := New("", w.wire)
		c := Check{Step: w.step, OK: err == nil, Found: "works"}
		if err != nil {
			c.Found, c.Help = describe(err)
		} else {
			e.Close()
		}
		checks = append(checks, c)
	}
	return append(checks, shake(), timers())
}

// symbol is an error's errno by name, in brackets.
func symbol(err error) string {
	var errno unix.Errno
	if errors.As(err, &errno) {
		return " (" + unix.ErrnoName(errno) + ")"
	}
	return ""
}

// shake opens a connection by hand: the proof that the wire holds packets.
func shake() Check {
	c := Check{Step: "a handshake held packet by packet", Need: true}
	ctx := context.Background()
	l, err := Open(ctx, lab.Options{})
	if err != nil {
		c.Found, c.Help = describe(err)
		return c
	}
	defer l.Close()
	addr := netip.MustParseAddrPort("127.0.0.1:8080")
	socket := lab.Request{Name: "socket", Family: lab.Inet, Type: lab.Stream}
	l.Run("server", func(p *lab.Program) {
		s, _ := p.Call(socket)
		p.Call(lab.Request{Name: "bind", FD: s.FD, Addr: addr})
		p.Call(lab.Request{Name: "listen", FD: s.FD, N: 1})
	})
	l.Run("client", func(p *lab.Program) {
		s, _ := p.Call(socket)
		p.Call(lab.Request{Name: "connect", FD: s.FD, Addr: addr})
	})
	var seen []string
	for range 3 {
		s, err := l.Settle(ctx)
		if err != nil || len(s.Held()) != 1 {
			break
		}
		seen = append(seen, s.Held()[0].Label())
		l.Wire(ctx, lab.Deliver, 0)
	}
	c.Found = strings.Join(seen, ", ")
	c.OK = c.Found == "SYN, SYN,ACK, ACK"
	if !c.OK {
		c.Found = "saw only: " + c.Found
	} else {
		c.Found += " by " + l.Caps().Wire
	}
	return c
}

// timers tells whether held packets can be kept calm.
func timers() Check {
	c := Check{Step: "calm timers", Found: "all set"}
	e, err := New("calm", AnyWire)
	if err != nil {
		c.Found, _ = describe(err)
		return c
	}
	defer e.Close()
	c.OK = true
	for _, n := range e.caps.Notes {
		if strings.Contains(n, "has no") {
			c.OK, c.Found, c.Help = false, n, "a kernel of 6.12 or newer"
		}
	}
	return c
}
