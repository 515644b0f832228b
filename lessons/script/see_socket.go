package script

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/stillwire/stillwire/lab"
)

// socketView is a socket in an expression.
type socketView struct {
	id   lab.SocketID
	eyes *Eyes
}

func (s *socketView) String() string        { return fmt.Sprintf("<socket %s>", s.label()) }
func (s *socketView) Type() string          { return "socket" }
func (s *socketView) Freeze()               {}
func (s *socketView) Truth() starlark.Bool  { return true }
func (s *socketView) Hash() (uint32, error) { return uint32(s.id), nil }
func (s *socketView) AttrNames() []string   { return slices.Sorted(maps.Keys(socketAttrs)) }

func (s *socketView) label() string {
	k := s.eyes.snap().Socket(s.id)
	switch {
	case k == nil:
		return "unknown to the lab"
	case k.Name != "":
		return k.Name
	}
	return fmt.Sprintf("%v %v", k.Local, k.State)
}

// CompareSameType lets sockets be compared with == and !=.
func (s *socketView) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	same := s.id == y.(*socketView).id
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, fmt.Errorf("sockets have no order")
}

func (s *socketView) Attr(name string) (starlark.Value, error) {
	f, ok := socketAttrs[name]
	if !ok {
		if _, call := methods[name]; call {
			return nil, &Error{Class: "AttributeError", Text: fmt.Sprintf("a socket has no .%s here", name), Hint: "an expression looks and does not act: make the call in a fence of the actor"}
		}
		return nil, noSuch("a socket", name, s.AttrNames())
	}
	k := s.eyes.snap().Socket(s.id)
	if k == nil {
		return nil, &Error{Class: "Error", Text: fmt.Sprintf("the lab has no socket behind .%s", name)}
	}
	return f(k, s.eyes.snap()), nil
}

type socketAttr = func(k *lab.Socket, s *lab.Snapshot) starlark.Value

// socketAttrs is what can be seen of a socket. What the engine cannot know is
// None.
var socketAttrs = map[string]socketAttr{
	"state":  func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return starlark.String(stateOf(k).String()) },
	"states": func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return road(k) },
	"family": func(k *lab.Socket, _ *lab.Snapshot) starlark.Value {
		if k.Family == lab.Inet6 {
			return starlark.String("AF_INET6")
		}
		return starlark.String("AF_INET")
	},
	"type": func(k *lab.Socket, _ *lab.Snapshot) starlark.Value {
		if k.Type == lab.Dgram {
			return starlark.String("SOCK_DGRAM")
		}
		return starlark.String("SOCK_STREAM")
	},
	"name":       func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return textOr(k.Name) },
	"actor":      func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return textOr(k.Actor) },
	"fd":         func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.FD) },
	"local":      func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return endpoint(k.Local) },
	"peer":       func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return endpoint(k.Peer) },
	"local_port": func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return port(k.Local) },
	"peer_port":  func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return port(k.Peer) },
	"recv_q":     func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.RecvQ) },
	"send_q":     func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.SendQ) },
	"readable":   func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.Readable) },
	"ready":      func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return ready(k) },
	"syn_queue":  func(k *lab.Socket, s *lab.Snapshot) starlark.Value { return queued(k, s, lab.SynQueue) },
	"accept_queue": func(k *lab.Socket, s *lab.Snapshot) starlark.Value {
		if k.State == lab.Listen && !k.Gone {
			return known(k.RecvQ)
		}
		return queued(k, s, lab.AcceptQueue)
	},
	"backlog": func(k *lab.Socket, _ *lab.Snapshot) starlark.Value {
		if k.State != lab.Listen || k.Gone {
			return starlark.None
		}
		return known(k.Backlog())
	},
	"drops":          func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.Drops) },
	"bytes_sent":     func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.Given) },
	"bytes_received": func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return known(k.Taken) },
	"timer":          func(k *lab.Socket, _ *lab.Snapshot) starlark.Value { return textOr(string(k.Timer.Kind)) },
	"retransmits":    ofTCP(func(t *lab.TCPInfo) starlark.Value { return known(t.Retransmits) }),
	"cwnd":           ofTCP(func(t *lab.TCPInfo) starlark.Value { return known(t.Cwnd) }),
	"ssthresh":       ofTCP(func(t *lab.TCPInfo) starlark.Value { return known(t.Ssthresh) }),
	"rtt_ms":         ofTCP(func(t *lab.TCPInfo) starlark.Value { return millis(t.RTT) }),
	"rto_ms":         ofTCP(func(t *lab.TCPInfo) starlark.Value { return millis(t.RTO) }),
	"window":         ofTCP(func(t *lab.TCPInfo) starlark.Value { return known(t.SendWindow) }), // what the peer allows, bytes
	"recv_window":    ofTCP(func(t *lab.TCPInfo) starlark.Value { return known(t.RecvWindow) }), // what it allows its peer
}

func ofTCP(f func(*lab.TCPInfo) starlark.Value) socketAttr {
	return func(k *lab.Socket, _ *lab.Snapshot) starlark.Value {
		if k.TCP == nil {
			return starlark.None
		}
		return f(k.TCP)
	}
}

// stateOf is CLOSED for a socket the stack no longer has: there is no
// connection then at all (RFC 9293 3.3.2).
func stateOf(k *lab.Socket) lab.State {
	if k.Gone {
		return lab.Closed
	}
	return k.State
}

func road(k *lab.Socket) starlark.Value {
	var list []starlark.Value
	for _, p := range k.Road {
		list = append(list, starlark.String(p.State.String()))
	}
	if n := len(k.Road); k.Gone && (n == 0 || k.Road[n-1].State != lab.Closed) {
		list = append(list, starlark.String(lab.Closed.String()))
	}
	return starlark.NewList(list)
}

// ready says which calls would not block: R a recv or accept, W a send. It
// follows from state and queues; the stack was not asked.
func ready(k *lab.Socket) starlark.Value {
	if k.Gone {
		return starlark.String("")
	}
	if k.State == lab.Listen {
		if k.RecvQ > 0 {
			return starlark.String("R")
		}
		return starlark.String("")
	}
	if k.Readable == lab.Unknown {
		return starlark.None
	}
	s := ""
	switch k.State {
	case lab.CloseWait, lab.LastAck, lab.Closing, lab.TimeWait:
		s = "R" // the peer's FIN: recv gives b"" at once
	default:
		if k.Readable > 0 {
			s = "R"
		}
	}
	switch {
	case k.Type == lab.Dgram:
		s += "W"
	case k.State == lab.Established || k.State == lab.CloseWait:
		if k.Unacked == lab.Unknown || k.SndBuf <= 0 {
			return starlark.None
		}
		if k.Unacked < k.SndBuf {
			s += "W"
		}
	}
	return starlark.String(s)
}

func queued(k *lab.Socket, s *lab.Snapshot, q lab.Queue) starlark.Value {
	n := 0
	for _, c := range s.Sockets {
		if c.Parent == k.ID && c.Queue == q && !c.Gone {
			n++
		}
	}
	return starlark.MakeInt(n)
}

func known(n int) starlark.Value {
	if n == lab.Unknown {
		return starlark.None
	}
	return starlark.MakeInt(n)
}

func millis(d time.Duration) starlark.Value {
	if d < 0 {
		return starlark.None
	}
	return starlark.Float(float64(d) / float64(time.Millisecond))
}

func textOr(s string) starlark.Value {
	if s == "" {
		return starlark.None
	}
	return starlark.String(s)
}

func endpoint(a netip.AddrPort) starlark.Value {
	if !a.IsValid() || a.Port() == 0 {
		return starlark.None
	}
	return starlark.String(a.String())
}

func port(a netip.AddrPort) starlark.Value {
	if a.Port() == 0 {
		return starlark.None
	}
	return starlark.MakeInt(int(a.Port()))
}
