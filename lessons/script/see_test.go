package script

import (
	"errors"
	"net/netip"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
)

// eyes see a listener with one half-open child, a client in SYN_SENT, a
// socket that is gone, and a held SYN,ACK.
func eyes() *Eyes {
	at := netip.MustParseAddrPort
	listener := &lab.Socket{Order: 1, Actor: "server", Name: "server.l", FD: 3, Given: 0,
		SocketRow: lab.SocketRow{ID: 1, Family: lab.Inet, Type: lab.Stream, State: lab.Listen, Local: at("127.0.0.1:8080"), RecvQ: 1, SendQ: 2, Readable: lab.Unknown},
		Road:      []lab.Passage{{State: lab.Closed}, {State: lab.Listen}}}
	child := &lab.Socket{Order: 2, Actor: "server", FD: -1, Parent: 1, Queue: lab.SynQueue, Place: 1,
		SocketRow: lab.SocketRow{ID: 2, Family: lab.Inet, Type: lab.Stream, State: lab.SynRcvd, Local: at("127.0.0.1:8080"), Peer: at("127.0.0.1:40000")}}
	client := &lab.Socket{Order: 3, Actor: "client", Name: "client.c", FD: 4, Given: 7, Taken: 5,
		SocketRow: lab.SocketRow{ID: 3, Family: lab.Inet, Type: lab.Stream, State: lab.SynSent, Local: at("127.0.0.1:40000"), Peer: at("127.0.0.1:8080"),
			SendQ: 1, Timer: lab.Timer{Kind: lab.RetransTimer}, TCP: &lab.TCPInfo{Cwnd: 10, Ssthresh: -1, RTO: 1500 * time.Millisecond}}}
	gone := &lab.Socket{Order: 4, Gone: true, FD: -1, SocketRow: lab.SocketRow{ID: 4, Type: lab.Dgram, State: lab.Unconn, Local: at("127.0.0.1:50000")}}
	syn := &wire.Packet{Number: 1, Fate: wire.Delivered, Fields: packet.Fields{Proto: packet.TCP, Flags: packet.SYN}, RelAck: -1}
	ack := &wire.Packet{Number: 2, Fate: wire.Held, Sender: "server", Again: 3, RelAck: 1, Fields: packet.Fields{Proto: packet.TCP, Flags: packet.SYN | packet.ACK,
		SrcAddr: at("127.0.0.1:1").Addr(), DstAddr: at("127.0.0.1:1").Addr(), SrcPort: 8080, DstPort: 40000, ChecksumOK: true, TTL: 64}}
	snap := &lab.Snapshot{Seq: 9, At: 2500 * time.Millisecond, Mode: wire.HeldMode, Sockets: []*lab.Socket{listener, child, client, gone},
		Packets: []*wire.Packet{syn, ack}, Ports: lab.Ports{Low: 40000, High: 40009}, Counters: map[string]int64{"ListenOverflows": 2},
		Actors: []*lab.Actor{{Name: "client", Parked: &lab.Call{Name: "connect"}, Error: lab.ECONNREFUSED}}}
	vars := map[string]starlark.StringDict{
		"server": {"l": &Socket{fd: &lab.FD{ID: 1}}, "all": starlark.NewList([]starlark.Value{&Socket{fd: &lab.FD{ID: 1}}})},
		"client": {"c": &Socket{fd: &lab.FD{ID: 3}}, "data": starlark.Bytes("hi"), "u": &Socket{fd: &lab.FD{ID: 4}}, "f": socketModule.members["socket"]},
	}
	return &Eyes{snap: func() *lab.Snapshot { return snap }, actors: []string{"server", "client", "client2"},
		vars: func(a string) starlark.StringDict { return vars[a] }}
}

func TestSee(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{"server.l.state", "LISTEN"},
		{"server.l.states", "['CLOSED', 'LISTEN']"},
		{"[server.l.backlog, server.l.accept_queue, server.l.syn_queue, server.l.readable, server.l.ready]", "[2, 1, 1, None, 'R']"},
		{"server.all[0] == server.l", "True"},
		{"[s.state for s in sockets]", "['LISTEN', 'SYN_RCVD', 'SYN_SENT']"},
		{"[s.fd for s in sockets]", "[3, None, 4]"},
		{"client.c.local == [s for s in sockets if s.peer == client.c.local][0].peer", "True"},
		{"[client.c.local_port, client.c.peer_port, client.c.bytes_sent, client.c.bytes_received]", "[40000, 8080, 7, 5]"},
		{"[client.c.cwnd, client.c.ssthresh, client.c.rto_ms, client.c.timer]", "[10, None, 1500.0, 'retransmit']"},
		{"[server.l.cwnd, server.l.timer, server.l.peer]", "[None, None, None]"},
		{"[client.u.state, client.u.states, client.u.type]", "['CLOSED', ['CLOSED'], 'SOCK_DGRAM']"},
		{"[client.blocked, client.error, client2.blocked, server.error]", "['connect', 'ECONNREFUSED', None, None]"},
		{"client.data.decode()", "hi"},
		{"[wire.mode, len(wire.held), wire.last.number, wire.packets[0].ack]", "['held', 1, 2, None]"},
		{"[wire.last.flags, wire.last.src, wire.last.dst_port, wire.last.again, wire.last.length, wire.last.retransmission]", "['SYN,ACK', '127.0.0.1:8080', 40000, 3, 0, None]"},
		{"[ports.range, ports.in_use, ports.free]", "[(40000, 40009), [8080, 40000], 9]"},
		{"[counters['ListenOverflows'], counters['ListenDrops']]", "[2, 0]"},
		{"clock.now", "2.5"},
	} {
		got, err := eyes().Text(Code{Line: 1, Col: 1, Text: c.expr})
		if err != nil || got != c.want {
			t.Errorf("%s\n got %s %v\nwant %s", c.expr, got, err, c.want)
		}
	}
}

func TestSaw(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{`client.c.state == "ESTABLISHED"`, `client.c.state is "SYN_SENT"`},
		{`"ESTABLISHED" in client.c.states`, `client.c.states is []`},
		{`len(wire.held) == 1 and (client.c.state == "CLOSED")`, `client.c.state is "SYN_SENT"`},
		{`client.blocked == None or client.error == None`, `client.blocked is "connect" and client.error is "ECONNREFUSED"`},
		{`any([s.state == "CLOSED" for s in sockets])`, `any([s.state == "CLOSED" for s in sockets]) is False`},
		{`[1, 2][0] == ports.range[0]`, `[1, 2][0] is 1, ports.range[0] is 40000`},
		{`client.data == b"ho"`, `client.data is b"hi"`},
		{`not client.blocked`, `not client.blocked is False`},
	} {
		ok, saw, err := eyes().True(Code{Line: 1, Col: 1, Text: c.expr})
		if ok || err != nil || saw != c.want {
			t.Errorf("%s\n got %v %s %v\nwant %s", c.expr, ok, saw, err, c.want)
		}
	}
}

func TestSeeErrors(t *testing.T) {
	for _, c := range []struct {
		expr, want string
		missing    bool
	}{
		{"client.c.sate", "AttributeError: a socket has no .sate (did you mean state?)", false},
		{"wire.hold", "AttributeError: wire has no .hold (did you mean held?)", false},
		{"wire.last.flag", "AttributeError: a packet has no .flag (did you mean flags?)", false},
		{"client.c.recv(1)", "AttributeError: a socket has no .recv here (an expression looks and does not act: make the call in a fence of the actor)", false},
		{"client.d", "NameError: client has no variable d (did you mean c?)", true},
		{"client.f()", "TypeError: socket is a function of the program (an expression looks and does not act: let the program keep the result in a variable)", false},
		{"nobody.c", "NameError: name 'nobody' is not defined", false},
		{"deliver()", "NameError: name 'deliver' is not defined", false},
	} {
		_, err := eyes().Text(Code{Line: 1, Col: 1, Text: c.expr})
		var e *Error
		if !errors.As(err, &e) || e.Error() != c.want || e.Missing != c.missing {
			t.Errorf("%s\n got %v\nwant %s", c.expr, err, c.want)
		}
	}
}
