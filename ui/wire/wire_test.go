package wire

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "large", Scene: scenetest.Handshake(), W: 76, H: 17, Scroll: -1, Want: `
             ● CLIENT :54321                            ■ SERVER :8080
 0.000   SYN_SENT  ├─────────────── SYN seq=0 ───────────────►│ SYN_RCVD
                   │                                          │
 0.042      ESTAB  │◄────────── SYN,ACK seq=0 ack=1 ──────────┤
                   │                                          │
 0.085            ►├━━ ACK ack=1 ━━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
                   │                                          │
 0.091             ├─ PSH,ACK seq=1 5 B "hello" ─✗ dropped    │
                   │                                          │
 1.043             │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈◄━ ↻ SYN,ACK seq=0 ack=1 ━┤
                   │                                          │
                   │                                          │
                   │                                          │
                   │                                          │
                   │                                          │
                   │                                          │
                   │                                          │
`},
	{Name: "middle", Scene: scenetest.Handshake(), W: 60, H: 8, Scroll: -1, Want: `
            ● CLIENT :54321               ■ SERVER :8080
0.000   SYN_SENT  ├──────── SYN seq=0 ─────────►│ SYN_RCVD
0.042      ESTAB  │◄──── SYN,ACK seq=0 ack=1 ───┤
0.085            ►├━ ACK ack=1 ━ ‖ HELD ┈┈┈┈┈┈┈┈│
0.091             ├─ PSH,ACK seq=1 5 B "hello" ✗│
1.043             │┈┈┈◄━ ↻ SYN,ACK seq=0 ack=1 ━┤
                  │                             │
                  │                             │
`},
	{Name: "small", Scene: scenetest.Handshake(), W: 46, H: 7, Scroll: -1, Small: true, Want: `
● CLIENT :54321                 ■ SERVER :8080
 ├─────────────── SYN seq=0 ───────────────►│
 │◄────────── SYN,ACK seq=0 ack=1 ──────────┤
►├━━ ACK ack=1 ━━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
 ├─ PSH,ACK seq=1 5 B "hello" ─✗ dropped    │
 │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈◄━ ↻ SYN,ACK seq=0 ack=1 ━┤
 │                                          │
`},
	{Name: "small ascii", Scene: scenetest.Handshake(), W: 46, H: 7, Scroll: -1, Small: true, ASCII: true, Want: `
C CLIENT :54321                 S SERVER :8080
 +--------------- SYN seq=0 --------------->|
 |<---------- SYN,ACK seq=0 ack=1 ----------+
>+== ACK ack=1 == ! HELD ...................|
 +- PSH,ACK seq=1 5 B "hello" -X dropped    |
 |................<= R SYN,ACK seq=0 ack=1 =+
 |                                          |
`},
	{Name: "released", Scene: scenetest.Release(scenetest.Handshake()), W: 76, H: 9, Scroll: -1, Want: `
             ● CLIENT :54321                            ■ SERVER :8080
 0.000   SYN_SENT  ├─────────────── SYN seq=0 ───────────────►│ SYN_RCVD
 0.042      ESTAB  │◄────────── SYN,ACK seq=0 ack=1 ──────────┤
 0.085            ►├─────────────── ACK ack=1 ───────────────►│ ESTAB
 0.091             ├─ PSH,ACK seq=1 5 B "hello" ─✗ dropped    │
 1.043             │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈◄━ ↻ SYN,ACK seq=0 ack=1 ━┤
                   │                                          │
                   │                                          │
                   │                                          │
`},
	{Name: "scrolled to the top", Scene: scenetest.Handshake(), W: 46, H: 4, Scroll: 0, Small: true, Want: `
● CLIENT :54321                 ■ SERVER :8080
 ├─────────────── SYN seq=0 ───────────────►│
 │◄────────── SYN,ACK seq=0 ack=1 ──────────┤
►├━━ ACK ack=1 ━━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
`},
	{Name: "the selected packet stays in sight", Scene: scenetest.Handshake(), W: 46, H: 4, Scroll: -1, Small: true, Want: `
● CLIENT :54321                 ■ SERVER :8080
 │◄────────── SYN,ACK seq=0 ack=1 ──────────┤
►├━━ ACK ack=1 ━━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
 ├─ PSH,ACK seq=1 5 B "hello" ─✗ dropped    │
`},
	{Name: "udp and icmp", Scene: scenetest.Datagrams(), W: 46, H: 7, Scroll: -1, Small: true, Want: `
● CLIENT :40001                 ■ SERVER :9000
 ├──────────────── UDP 5 B ────────────────►│
 ├━━━ UDP 7 B ━━━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
 │┈┈┈┈┈ ‖ HELD ━ ICMP 3/3 port unreachable ━┤
 │                                          │
 │                                          │
 │                                          │
`},
	{Name: "udp large", Scene: scenetest.Datagrams(), W: 76, H: 7, Scroll: -1, Want: `
             ● CLIENT :40001                            ■ SERVER :9000
 0.000             ├──────────────── UDP 5 B ────────────────►│
                   │                                          │
 0.000             ├━━━ UDP 7 B ━━━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
                   │                                          │
 0.000             │┈┈┈┈┈ ‖ HELD ━ ICMP 3/3 port unreachable ━┤
                   │                                          │
`},
	{Name: "nothing yet", Scene: scenetest.Empty(), W: 46, H: 5, Scroll: -1, Small: true, Want: `
● CLIENT                              ■ SERVER
 │                                          │
 │        nothing is on the wire yet        │
 │                                          │
 │                                          │
`},
	{Name: "again and copies", Scene: repeated(), W: 60, H: 7, Scroll: -1, Want: `
            ● CLIENT :54321               ■ SERVER :8080
0.000   SYN_SENT  ├──────── SYN seq=0 ─────────►│ SYN_RCVD
0.042      ESTAB  │◄──── SYN,ACK seq=0 ack=1 ───┤
0.085            ►├━ ACK ack=1  ‖ HELD again 3× │
0.000             ├─────── 2× SYN seq=0 ───────►│
0.000             ├━ 3× SYN seq=0 ━ ‖ HELD ┈┈┈┈┈│
                  │                             │
`},
	{Name: "two clients", Scene: twoClients(), W: 46, H: 4, Scroll: -1, Small: true, Want: `
● CLIENT                        ■ SERVER :8080
 ├──────────── 54321 SYN seq=0 ────────────►│
 ├━ 40001 RST seq=0 ━ ‖ HELD ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈│
 │                                          │
`},
}

func TestDraw(t *testing.T) {
	for _, d := range drawings {
		t.Run(d.Name, func(t *testing.T) {
			if bad := d.Wrong(New()); bad != "" {
				t.Error(bad)
			}
		})
	}
}

func TestEverySize(t *testing.T) {
	if bad := scenetest.Sizes(New()); bad != "" {
		t.Error(bad)
	}
}

// repeated has a packet that the stack sent again while it was held, and two
// copies of another.
func repeated() *scene.Scene {
	s := scenetest.Handshake()
	ack := *s.Snap.Packets[2]
	ack.Again = 3
	copies := [2]lab.Packet{*s.Snap.Packets[0], *s.Snap.Packets[0]}
	copies[0].Number, copies[0].Copy, copies[0].SentEvent, copies[0].LeftEvent = 6, 1, 40, 41
	copies[1].Number, copies[1].Copy, copies[1].Fate, copies[1].LeftEvent = 7, 1, wire.Held, 0
	s.Snap.Packets = []*lab.Packet{s.Snap.Packets[0], s.Snap.Packets[1], &ack, &copies[0], &copies[1]}
	return s
}

func twoClients() *scene.Scene {
	s := scenetest.Handshake()
	s.Snap.Packets = []*lab.Packet{s.Snap.Packets[0], scenetest.Segment(2, "client2", 40001, packet.RST, wire.Held)}
	return s
}

func TestTitle(t *testing.T) {
	none := scenetest.Handshake()
	none.Snap.Packets = none.Snap.Packets[3:4]
	free := scenetest.Empty()
	free.Snap.Mode = wire.FreeMode
	for _, row := range []struct {
		scene *scene.Scene
		want  string
	}{
		{scenetest.Handshake(), "‖ 1 held"}, {scenetest.Empty(), "nothing sent"},
		{none, "none held"}, {free, "free: packets flow"},
	} {
		if _, right := New().Title(row.scene); right[0].Text != row.want {
			t.Errorf("got %q, want %q", right[0].Text, row.want)
		}
	}
}

// A state that only a timer can have brought about stands beside no packet.
func TestTimersCloseNoPacket(t *testing.T) {
	s := scenetest.Release(scenetest.Handshake())
	c := *s.Snap.Sockets[4]
	c.Road = append(c.Road[:3:3], lab.Passage{State: lab.TimeWait, Event: 100, Inferred: true}, lab.Passage{State: lab.Closed, Event: 101})
	s.Snap.Sockets[4] = &c
	s.Snap.Packets = append(s.Snap.Packets, scenetest.Segment(6, "server", 54321, packet.ACK, wire.Delivered))
	s.Snap.Packets[5].SentEvent, s.Snap.Packets[5].LeftEvent = 98, 99
	if st, ok := passagesOf(s.Snap).arrived(s.Snap.Packets[5]); ok {
		t.Errorf("an ACK is said to have made the client %s", st)
	}
	s.Snap.Packets[5].Flags |= packet.RST
	if st, ok := passagesOf(s.Snap).arrived(s.Snap.Packets[5]); !ok || st != lab.Closed {
		t.Errorf("a RST made the client %s, %t; want CLOSED", st, ok)
	}
}

func TestColours(t *testing.T) {
	c := draw.NewCanvas(76, 17)
	New().Draw(scenetest.Handshake(), c, scenetest.Theme(false), -1, false)
	for _, row := range []struct {
		what string
		x, y int
		want draw.Style
	}{
		{"the client's name", 13, 0, draw.In(draw.Client).B()},
		{"a delivered arrow", 25, 1, draw.In(draw.Muted)},
		{"the server's label", 33, 3, draw.In(draw.Server)},
		{"the cursor", 18, 5, draw.In(draw.Action).B()},
		{"the pill of a held packet", 37, 5, draw.In(draw.Flight).P()},
		{"a lost packet", 22, 7, draw.In(draw.Err)},
	} {
		if got := c.StyleAt(row.x, row.y); got != row.want {
			t.Errorf("%s: got %+v, want %+v", row.what, got, row.want)
		}
	}
}
