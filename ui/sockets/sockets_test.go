package sockets

import (
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []struct {
	name         string
	pane         scene.Pane
	scene        *scene.Scene
	w, h, scroll int
	small, ascii bool
	want         string
}{
	{name: "client", pane: NewClient(), scene: scenetest.Handshake(), w: 36, h: 6, want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED
sent   5 B   recv   0 B
sndbuf █░░░░░░░░░░░░░    5 B unacked
cwnd 10  rtt 42 ms
`},
	{name: "server", pane: NewServer(), scene: scenetest.Handshake(), w: 36, h: 6, want: `
listen fd 5 127.0.0.1:8080  ◇ LISTEN
child  no fd peer 127.0.0.1:54321
SYN_RCVD
sent   0 B   recv   0 B
sndbuf ░░░░░░░░░░░░░░    0 B unacked
timer  retransmit in 1.0 s
`},
	{name: "client narrow", pane: NewClient(), scene: scenetest.Handshake(), w: 28, h: 7, want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTAB
sent   5 B   recv   0 B
sndbuf █░░░░░    5 B unacked
cwnd 10  rtt 42 ms
fd 6  lo:54310  ● ESTAB
`},
	{name: "server narrow", pane: NewServer(), scene: scenetest.Handshake(), w: 28, h: 7, want: `
listen fd 5 lo:8080 ◇ LISTEN
child  no fd peer lo:54321
SYN_RCVD
sent   0 B   recv   0 B
sndbuf ░░░░░░    0 B unacked
timer  retransmit in 1.0 s
no fd peer lo:54310  ● ESTAB
`},
	{name: "client zoomed", pane: NewClient(), scene: scenetest.Handshake(), w: 60, h: 18, want: `
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
timer  TIME_WAIT in 41 s
`},
	{name: "server large ascii", pane: NewServer(), scene: scenetest.Handshake(), w: 44, h: 7, ascii: true, want: `
listen fd 5 127.0.0.1:8080          L LISTEN
child  no fd peer 127.0.0.1:54321
SYN_RCVD
sent   0 B   recv   0 B
sndbuf ......................    0 B unacked
timer  retransmit in 1.0 s
no fd peer 127.0.0.1:54310      * ESTAB
`},
	{name: "released", pane: NewServer(), scene: scenetest.Release(scenetest.Handshake()), w: 36, h: 7, want: `
listen fd 5 127.0.0.1:8080  ◇ LISTEN
child  no fd peer 127.0.0.1:54321
SYN_RCVD › ESTABLISHED
sent   0 B   recv   0 B
sndbuf ░░░░░░░░░░░░░░    0 B unacked
no fd peer lo:54310     ● ESTAB
`},
	{name: "udp client", pane: NewClient(), scene: scenetest.Datagrams(), w: 36, h: 6, want: `
socket fd 4 127.0.0.1:40001
no state: UDP, any peer
sent  12 B   recv   0 B
no datagram to read
`},
	{name: "udp server", pane: NewServer(), scene: scenetest.Datagrams(), w: 36, h: 6, want: `
socket fd 3 127.0.0.1:9000
no state: UDP, any peer
sent   0 B   recv   0 B
next datagram 5 B
`},
	{name: "list", pane: New(), scene: scenetest.Handshake(), w: 46, h: 6, small: true, want: `
● C fd7  127.0.0.1:54321         ● ESTABLISHED
● C fd6  127.0.0.1:54310         ● ESTABLISHED
● C    - 127.0.0.1:54298         ◎ TIME_WAIT
■ L fd5  127.0.0.1:8080          ◇ LISTEN
■ S    - 127.0.0.1:8080◄:54321   ◐ SYN_RCVD
■ S    - 127.0.0.1:8080◄:54310   ● ESTABLISHED
`},
	{name: "list ascii", pane: New(), scene: scenetest.Handshake(), w: 46, h: 6, small: true, ascii: true, want: `
C fd7  127.0.0.1:54321           * ESTABLISHED
C fd6  127.0.0.1:54310           * ESTABLISHED
C    - 127.0.0.1:54298           t TIME_WAIT
L fd5  127.0.0.1:8080            L LISTEN
S    - 127.0.0.1:8080<:54321     ~ SYN_RCVD
S    - 127.0.0.1:8080<:54310     * ESTABLISHED
`},
	{name: "list where not all fit", pane: New(), scene: scenetest.Handshake(), w: 46, h: 3, small: true, want: `
● C fd7  127.0.0.1:54321         ● ESTABLISHED
■ L fd5  127.0.0.1:8080          ◇ LISTEN
■ S    - 127.0.0.1:8080◄:54321   ◐ SYN_RCVD
`},
	{name: "list udp", pane: New(), scene: scenetest.Datagrams(), w: 46, h: 3, small: true, want: `
● C fd4  127.0.0.1:40001         ○ UNCONN
■ S fd3  127.0.0.1:9000          ○ UNCONN
`},
	{name: "gone and inferred", pane: NewClient(), scene: gone(), w: 46, h: 12, want: `
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
	{name: "unknown numbers", pane: NewClient(), scene: unknown(), w: 36, h: 7, want: `
socket fd 7 127.0.0.1:54321
peer   127.0.0.1:8080
CLOSED › SYN_SENT › ESTABLISHED
sent   5 B   recv   0 B  unread 12 B
sndbuf unknown
timer  retransmit in 1.5 s, fired 2×
cwnd 10  rtt 42 ms
`},
	{name: "none", pane: NewServer(), scene: scenetest.Empty(), w: 36, h: 6, want: `
no socket yet
`},
}

func TestDraw(t *testing.T) {
	for _, row := range drawings {
		t.Run(row.name, func(t *testing.T) {
			got := scenetest.Plain(row.pane, row.scene, row.w, row.h, row.scroll, row.small, row.ascii)
			if got != row.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, row.want)
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
