package sockets

import (
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "client", Pane: NewClient(), Scene: scenetest.Handshake(), W: 36, H: 6, Want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED
sent   5 B   recv   0 B
sndbuf █░░░░░░░░░░░░░    5 B unacked
cwnd 10  rtt 42 ms
`},
	{Name: "server", Pane: NewServer(), Scene: scenetest.Handshake(), W: 36, H: 6, Want: `
listen fd 5 127.0.0.1:8080  ◇ LISTEN
child  no fd peer 127.0.0.1:54321
SYN_RCVD
sent   0 B   recv   0 B
sndbuf ░░░░░░░░░░░░░░    0 B unacked
timer  retransmit 1.0 s
`},
	{Name: "client narrow", Pane: NewClient(), Scene: scenetest.Handshake(), W: 28, H: 7, Want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTAB
sent   5 B   recv   0 B
sndbuf █░░░░░    5 B unacked
cwnd 10  rtt 42 ms
fd 6  lo:54310  ● ESTAB
`},
	{Name: "server narrow", Pane: NewServer(), Scene: scenetest.Handshake(), W: 28, H: 7, Want: `
listen fd 5 lo:8080 ◇ LISTEN
child  no fd peer lo:54321
SYN_RCVD
sent   0 B   recv   0 B
sndbuf ░░░░░░    0 B unacked
timer  retransmit 1.0 s
no fd peer lo:54310  ● ESTAB
`},
	{Name: "client zoomed", Pane: NewClient(), Scene: scenetest.Handshake(), W: 60, H: 18, Want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED
sent   5 B   recv   0 B
sndbuf █░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░    5 B unacked
cwnd 10  rtt 42 ms

socket fd 6 127.0.0.1:54310
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED
sent   0 B   recv   0 B
sndbuf ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░    0 B unacked

socket no fd 127.0.0.1:54298
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED › TIME_WAIT
sent   0 B   recv   0 B
timer  TIME_WAIT 41 s
`},
	{Name: "server large ascii", Pane: NewServer(), Scene: scenetest.Handshake(), W: 44, H: 7, ASCII: true, Want: `
listen fd 5 127.0.0.1:8080          L LISTEN
child  no fd peer 127.0.0.1:54321
SYN_RCVD
sent   0 B   recv   0 B
sndbuf ......................    0 B unacked
timer  retransmit 1.0 s
no fd peer 127.0.0.1:54310      * ESTAB
`},
	{Name: "released", Pane: NewServer(), Scene: scenetest.Release(scenetest.Handshake()), W: 36, H: 7, Want: `
listen fd 5 127.0.0.1:8080  ◇ LISTEN
child  no fd peer 127.0.0.1:54321
SYN_RCVD › ESTABLISHED
sent   0 B   recv   0 B
sndbuf ░░░░░░░░░░░░░░    0 B unacked
no fd peer lo:54310     ● ESTAB
`},
	{Name: "udp client", Pane: NewClient(), Scene: scenetest.Datagrams(), W: 36, H: 6, Want: `
socket fd 4 127.0.0.1:40001
UNCONN: no connection, any peer
sent  12 B   recv   0 B
no datagram to read
`},
	{Name: "udp server", Pane: NewServer(), Scene: scenetest.Datagrams(), W: 36, H: 6, Want: `
socket fd 3 127.0.0.1:9000
UNCONN: no connection, any peer
sent   0 B   recv   0 B
next datagram 5 B
`},
	{Name: "list", Pane: New(), Scene: scenetest.Handshake(), W: 46, H: 6, Small: true, Want: `
● C fd7  127.0.0.1:54321         ● ESTABLISHED
● C fd6  127.0.0.1:54310         ● ESTABLISHED
● C    - 127.0.0.1:54298         ◎ TIME_WAIT
■ L fd5  127.0.0.1:8080          ◇ LISTEN
■ S    - 127.0.0.1:8080◄:54321   ◐ SYN_RCVD
■ S    - 127.0.0.1:8080◄:54310   ● ESTABLISHED
`},
	{Name: "list ascii", Pane: New(), Scene: scenetest.Handshake(), W: 46, H: 6, Small: true, ASCII: true, Want: `
C fd7  127.0.0.1:54321           * ESTABLISHED
C fd6  127.0.0.1:54310           * ESTABLISHED
C    - 127.0.0.1:54298           t TIME_WAIT
L fd5  127.0.0.1:8080            L LISTEN
S    - 127.0.0.1:8080<:54321     ~ SYN_RCVD
S    - 127.0.0.1:8080<:54310     * ESTABLISHED
`},
	{Name: "list where not all fit", Pane: New(), Scene: scenetest.Handshake(), W: 46, H: 3, Small: true, Want: `
● C fd7  127.0.0.1:54321         ● ESTABLISHED
■ L fd5  127.0.0.1:8080          ◇ LISTEN
■ S    - 127.0.0.1:8080◄:54321   ◐ SYN_RCVD
`},
	{Name: "list udp", Pane: New(), Scene: scenetest.Datagrams(), W: 46, H: 3, Small: true, Want: `
● C fd4  127.0.0.1:40001         ○ UNCONN
■ S fd3  127.0.0.1:9000          ○ UNCONN
`},
	{Name: "gone and inferred", Pane: NewClient(), Scene: gone(), W: 46, H: 12, Want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
… › ESTAB › (FIN_WAIT_1) › FIN_WAIT_2
sent   5 B   recv   0 B
sndbuf █░░░░░░░░░░░░░░░░░░░░░░░    5 B unacked
cwnd 10  rtt 42 ms

socket gone 127.0.0.1:54298
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTAB › TIME_WAIT › CLOSED
sent   0 B   recv   0 B
`},
	{Name: "unknown numbers", Pane: NewClient(), Scene: unknown(), W: 36, H: 7, Want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED
sent   5 B   recv   0 B  unread 12 B
sndbuf unknown
timer  retransmit 1.5 s, fired 2×
cwnd 10  rtt 42 ms
`},
	{Name: "none", Pane: NewServer(), Scene: scenetest.Empty(), W: 36, H: 6, Want: `
no socket yet
`},
}

func TestDraw(t *testing.T) {
	for _, d := range drawings {
		t.Run(d.Name, func(t *testing.T) {
			if bad := d.Wrong(d.Pane); bad != "" {
				t.Error(bad)
			}
		})
	}
}

func TestEverySize(t *testing.T) {
	for _, p := range []scene.Pane{New(), NewClient(), NewServer()} {
		if bad := scenetest.Sizes(p); bad != "" {
			t.Error(bad)
		}
	}
}

// gone has one client socket that the stack no longer knows, and one whose
// way was not all read.
func gone() *scene.Scene {
	s := scenetest.Handshake()
	old, c := *s.Snap.Sockets[1], *s.Snap.Sockets[4]
	old.Gone, old.State = true, lab.Closed
	old.Road = append(old.Road[:4:4], lab.Passage{State: lab.Closed, Event: 50})
	c.State = lab.FinWait2
	c.Road = append(c.Road[:3:3], lab.Passage{State: lab.FinWait1, Event: 40, Inferred: true}, lab.Passage{State: lab.FinWait2, Event: 40})
	s.Snap.Sockets = []*lab.Socket{&old, &c}
	return s
}

func unknown() *scene.Scene {
	s := scenetest.Handshake()
	c := *s.Snap.Sockets[4]
	c.Unacked, c.Readable = lab.Unknown, 12
	c.Timer = lab.Timer{Kind: lab.RetransTimer, Expires: 1500 * time.Millisecond, Fired: 2}
	c.Read = s.Snap.At
	s.Snap.Sockets = []*lab.Socket{&c}
	return s
}

func TestTitle(t *testing.T) {
	s := scenetest.Handshake()
	for _, row := range []struct {
		pane        scene.Pane
		scene       *scene.Scene
		name, right string
		narrow      string
	}{
		{NewClient(), s, "● CLIENT", " ● ESTABLISHED ", " ● ESTAB "},
		{NewServer(), s, "■ SERVER", " ◐ SYN_RCVD ", " ◐ SYN_RCVD "},
		{NewServer(), scenetest.Datagrams(), "■ SERVER", " UDP ", " UDP "},
		{NewClient(), scenetest.Empty(), "● CLIENT", "no socket", "no socket"},
	} {
		name, right := row.pane.Title(row.scene)
		narrow := row.pane.(scene.Narrower).Narrow(row.scene)
		if name != row.name || right[0].Text != row.right || narrow[0].Text != row.narrow {
			t.Errorf("got %q %q %q, want %q %q %q", name, right[0].Text, narrow[0].Text, row.name, row.right, row.narrow)
		}
	}
}
