// Package scenetest holds hand-made scenes for the tests of panes, and what
// every pane's test does. No program imports it.
package scenetest

import (
	"encoding/hex"
	"net/netip"
	"strings"
	"time"

	"github.com/muesli/termenv"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
)

// Theme is a theme without surprises.
func Theme(ascii bool) *draw.Theme { return draw.NewTheme(true, termenv.TrueColor, ascii) }

// Lo is a port on loopback.
func Lo(port uint16) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), port)
}

// Plain draws a pane and takes off what frames a drawing in a test: the
// result starts with a newline and has no empty rows at its end.
func Plain(p scene.Pane, s *scene.Scene, w, h, scroll int, small, ascii bool) string {
	c := draw.NewCanvas(w, h)
	p.Draw(s, c, Theme(ascii), scroll, small)
	return "\n" + strings.TrimRight(c.Plain(), "\n") + "\n"
}

// Drawing is a scene and the drawing of it by a pane.
type Drawing struct {
	Name         string
	Pane         scene.Pane // where a package has more than one
	Scene        *scene.Scene
	W, H, Scroll int
	Small, ASCII bool
	Want         string // as Plain gives it
}

// Wrong says how a pane's drawing differs from the wanted one; "" if it does not.
func (d Drawing) Wrong(p scene.Pane) string {
	if got := Plain(p, d.Scene, d.W, d.H, d.Scroll, d.Small, d.ASCII); got != d.Want {
		return "got:\n" + got + "\nwant:\n" + d.Want
	}
	return ""
}

// Empty is a lab in which nothing has happened.
func Empty() *scene.Scene {
	return &scene.Scene{Snap: &lab.Snapshot{Mode: wire.HeldMode}}
}

// Handshake is the scene of the pictures: the client is ESTABLISHED, its ACK
// is held, so the server's child is SYN_RCVD; an older connection waits for
// accept(), and one older still is in TIME_WAIT.
func Handshake() *scene.Scene {
	listener := &lab.Socket{
		SocketRow: row(1, lab.Listen, 8080, 0, true),
		Order:     1, Actor: "server", Name: "server.l", FD: 5,
		Road: road(lab.Closed, 1, lab.Listen, 3),
		Port: lab.PortChoice{By: "bind", Asked: true, Event: 2},
	}
	listener.RecvQ, listener.SendQ = 1, 2
	old := client(2, 54298, lab.TimeWait, -1)
	old.Timer = lab.Timer{Kind: lab.TimeWaitTimer, Expires: 42 * time.Second}
	old.Road = road(lab.Closed, 4, lab.SynSent, 5, lab.Established, 6, lab.TimeWait, 9)
	waiting := client(3, 54310, lab.Established, 6)
	waiting.Road = road(lab.Closed, 10, lab.SynSent, 12, lab.Established, 14)
	queued := child(4, 54310, lab.Established, lab.AcceptQueue)
	queued.Road = road(lab.SynRcvd, 13, lab.Established, 16)
	c := client(5, 54321, lab.Established, 7)
	c.Given, c.Unacked, c.SndBuf = 5, 5, 46080
	c.Road = road(lab.Closed, 20, lab.SynSent, 23, lab.Established, 27)
	c.TCP = &lab.TCPInfo{Cwnd: 10, Ssthresh: -1, RTT: 42 * time.Millisecond}
	half := child(6, 54321, lab.SynRcvd, lab.SynQueue)
	half.Road = road(lab.SynRcvd, 25)
	half.Timer = lab.Timer{Kind: lab.RetransTimer, Expires: time.Second}
	half.Read = 1043 * time.Millisecond
	return &scene.Scene{
		Selected: 3, Now: 1043 * time.Millisecond,
		Snap: &lab.Snapshot{
			Seq: 33, At: 1043 * time.Millisecond, Stack: "Linux 6.18 kernel", Mode: wire.HeldMode,
			Sockets:  []*lab.Socket{listener, old, waiting, queued, c, half},
			Packets:  segments(),
			Ports:    lab.Ports{Low: 32768, High: 60999},
			Counters: map[string]int64{},
			Calls: []*lab.Call{
				{ID: 1, Actor: "client", Name: "connect", Args: "7, {127.0.0.1:8080}", Socket: 5, Phase: lab.Returned, Took: 21},
				{ID: 2, Actor: "client", Name: "send", Socket: 5, Phase: lab.Returned, Took: 30},
			},
		},
	}
}

// Release is Handshake after its held ACK was delivered.
func Release(s *scene.Scene) *scene.Scene {
	ack := *s.Snap.Packets[2]
	ack.Fate, ack.LeftEvent = wire.Delivered, 34
	s.Snap.Packets[2] = &ack
	half := *s.Snap.Sockets[5]
	half.State, half.Queue, half.Place = lab.Established, lab.AcceptQueue, 2
	half.Road = road(lab.SynRcvd, 25, lab.Established, 35)
	half.Timer = lab.Timer{}
	s.Snap.Sockets[5] = &half
	l := *s.Snap.Sockets[0]
	l.RecvQ = 2
	s.Snap.Sockets[0] = &l
	return s
}

func segments() []*lab.Packet {
	syn := Segment(1, "client", 54321, packet.SYN, wire.Delivered)
	syn.SentEvent, syn.LeftEvent = 22, 24
	sa := Segment(2, "server", 54321, packet.SYN|packet.ACK, wire.Delivered)
	sa.At, sa.SentEvent, sa.LeftEvent = 42*time.Millisecond, 25, 26
	syn.WindowScale, sa.WindowScale = 7, 7
	ack := Segment(3, "client", 54321, packet.ACK, wire.Held)
	ack.At, ack.SentEvent, ack.RelSeq, ack.RelAck = 85*time.Millisecond, 28, 1, 1
	read(ack, ackBytes)
	data := Segment(4, "client", 54321, packet.PSH|packet.ACK, wire.Dropped)
	data.At, data.SentEvent, data.LeftEvent, data.RelSeq = 91*time.Millisecond, 31, 32, 1
	read(data, dataBytes)
	again := Segment(5, "server", 54321, packet.SYN|packet.ACK, wire.Passing)
	again.At, again.SentEvent, again.Retransmission = 1043*time.Millisecond, 33, 2
	return []*lab.Packet{syn, sa, ack, data, again}
}

// The held ACK and the lost data of Handshake, as they stand on the wire.
const (
	ackBytes = "450000341c4640004006207c7f0000017f000001" + "d4311f903a9800016d610001801002001e6c0000" +
		"0101080a5e1f002a5e1f0029"
	dataBytes = "450000391c474000400620767f0000017f000001" + "d4311f903a9800016d61000180180200da8b0000" +
		"0101080a5e1f002b5e1f0029" + "68656c6c6f"
)

// read gives a packet its bytes, and the fields that they hold.
func read(p *lab.Packet, text string) {
	raw, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	p.Raw = raw
	if p.Fields, err = packet.Decode(raw); err != nil {
		panic(err)
	}
}

// Segment is a TCP segment between a client port and port 8080.
func Segment(number int, sender string, port uint16, flags packet.Flags, fate wire.Fate) *lab.Packet {
	p := &lab.Packet{Number: number, Sender: sender, Receiver: "server", Fate: fate}
	p.Fields = packet.Fields{
		Proto: packet.TCP, IPProto: 6, ChecksumOK: true, WindowScale: -1,
		SrcAddr: Lo(0).Addr(), DstAddr: Lo(0).Addr(), SrcPort: port, DstPort: 8080,
		IPHeader: 20, Header: 20, Total: 40, Flags: flags,
	}
	if sender == "server" {
		p.Receiver, p.SrcPort, p.DstPort = "client", 8080, port
	}
	p.RelSeq, p.RelAck = 0, -1
	if flags&packet.ACK != 0 {
		p.RelAck = 1
	}
	return p
}

func row(id lab.SocketID, st lab.State, local, peer uint16, held bool) lab.SocketRow {
	r := lab.SocketRow{ID: id, Family: lab.Inet, Type: lab.Stream, State: st, Local: Lo(local), Held: held}
	if peer != 0 {
		r.Peer = Lo(peer)
	}
	return r
}

func client(id lab.SocketID, port uint16, st lab.State, fd int) *lab.Socket {
	return &lab.Socket{
		SocketRow: row(id, st, port, 8080, fd >= 0),
		Order:     int(id), Actor: "client", FD: fd,
		Port: lab.PortChoice{By: "connect", Event: 21},
	}
}

func child(id lab.SocketID, peer uint16, st lab.State, q lab.Queue) *lab.Socket {
	return &lab.Socket{
		SocketRow: row(id, st, 8080, peer, false),
		Order:     int(id), Actor: "server", FD: -1, Parent: 1, Queue: q, Place: 1,
	}
}

// road takes states and events in turn.
func road(pairs ...any) []lab.Passage {
	var r []lab.Passage
	for i := 0; i+1 < len(pairs); i += 2 {
		r = append(r, lab.Passage{State: pairs[i].(lab.State), Event: pairs[i+1].(int)})
	}
	return r
}

// Datagrams is a UDP exchange: one datagram has arrived and waits in the
// server's buffer, its answer was refused.
func Datagrams() *scene.Scene {
	server := &lab.Socket{
		SocketRow: lab.SocketRow{ID: 1, Family: lab.Inet, Type: lab.Dgram, State: lab.Unconn, Local: Lo(9000), Held: true, Readable: 5, Unacked: -1},
		Order:     1, Actor: "server", FD: 3, Port: lab.PortChoice{By: "bind", Asked: true},
	}
	c := &lab.Socket{
		SocketRow: lab.SocketRow{ID: 2, Family: lab.Inet, Type: lab.Dgram, State: lab.Unconn, Local: Lo(40001), Held: true, Unacked: -1},
		Order:     2, Actor: "client", FD: 4, Given: 12, Port: lab.PortChoice{By: "sendto"},
	}
	one := Segment(1, "client", 40001, 0, wire.Delivered)
	two := Segment(2, "client", 40001, 0, wire.Held)
	for i, p := range []*lab.Packet{one, two} {
		p.Proto, p.IPProto, p.DstPort, p.Header = packet.UDP, 17, 9000, 8
		p.RelSeq, p.RelAck, p.Payload = -1, -1, make([]byte, 5+2*i)
	}
	icmp := Segment(3, "", 0, 0, wire.Held)
	icmp.Proto, icmp.IPProto, icmp.DstPort, icmp.Receiver = packet.ICMP, 1, 0, "client"
	icmp.ICMPType, icmp.ICMPCode, icmp.Header = 3, 3, 8
	return &scene.Scene{Snap: &lab.Snapshot{
		Seq: 9, Mode: wire.HeldMode, Sockets: []*lab.Socket{server, c},
		Packets: []*lab.Packet{one, two, icmp}, Ports: lab.Ports{Low: 32768, High: 60999},
	}}
}

// Crowd is many sockets and packets in odd conditions.
func Crowd() *scene.Scene {
	s := Handshake()
	for i := range 60 {
		k := client(lab.SocketID(100+i), uint16(40000+i), lab.State(i%13), i-5)
		k.Unacked, k.Readable, k.SndBuf = i%3-1, i%4-1, 100*(i%2)
		k.Gone = i%7 == 0
		k.Road = road(lab.Closed, i, lab.State(i%13), 2*i)
		if i%5 == 0 {
			k.Type = lab.Dgram
		}
		q := child(lab.SocketID(200+i), uint16(40000+i), lab.Established, lab.Queue(i%3))
		q.Place = i
		p := Segment(6+i, []string{"client", "server", ""}[i%3], uint16(40000+i), packet.Flags(i*5), []wire.Fate{wire.Held, wire.Passing, wire.Delivered, wire.Dropped}[i%4])
		p.Again, p.Copy, p.Raw = i%4, i%2, make([]byte, i)
		s.Snap.Sockets = append(s.Snap.Sockets, k, q)
		s.Snap.Packets = append(s.Snap.Packets, p)
	}
	return s
}

// Sizes draws a pane in every size, with every scene, and returns the first
// failure it finds in what Draw promises, or "".
func Sizes(p scene.Pane) string {
	for _, s := range []*scene.Scene{Empty(), Handshake(), Datagrams(), Crowd(), {Snap: &lab.Snapshot{}, View: &lessons.View{}}} {
		if bad := Draws(p, s); bad != "" {
			return bad
		}
	}
	return ""
}

// Draws is Sizes with one scene.
func Draws(p scene.Pane, s *scene.Scene) string {
	p.Title(s)
	for _, w := range []int{0, 1, 3, 10, 22, 36, 46, 60, 76, 116} {
		for _, h := range []int{0, 1, 2, 6, 18, 40} {
			for _, scroll := range []int{-1, 1, 1000} {
				for _, ascii := range []bool{false, true} {
					c := draw.NewCanvas(w, h)
					if p.Draw(s, c, Theme(ascii), scroll, w%2 == 0) < 0 {
						return "a negative number of rows"
					}
					if text := c.Plain(); ascii && strings.IndexFunc(text, func(r rune) bool { return r > 0x7e }) >= 0 {
						return "not ASCII: " + text
					}
				}
			}
		}
	}
	return ""
}
