package port

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "large", Scene: scenetest.Handshake(), W: 22, H: 6, Want: `
32768 ┈┈┈┈┈┈●┈┈┈ 60999
free 28229 of 28232
● 54321 ESTAB     fd 7
  by connect()
● 54310 ESTAB     fd 6
◎ 54298 TIME_WAIT 41 s
`},
	{Name: "all with who chose", Scene: one(), W: 22, H: 6, Want: `
32768 ┈┈┈┈┈┈●┈┈┈ 60999
● 54321 ESTAB     fd 7
  by connect()
◇ 8080  LISTEN    fd 5
  asked for by bind()
free 28231 of 28232
`},
	{Name: "zoomed", Scene: scenetest.Handshake(), W: 26, H: 12, Want: `
32768 ┈┈┈┈┈┈┈┈┈●┈┈┈┈ 60999
● 54321 ESTAB         fd 7
  by connect()
● 54310 ESTAB         fd 6
  by connect()
◎ 54298 TIME_WAIT     41 s
  by connect()
◇ 8080  LISTEN        fd 5
  asked for by bind()
free 28229 of 28232
`},
	{Name: "small", Scene: scenetest.Handshake(), W: 46, H: 2, Small: true, Want: `
32768 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈●┈┈┈┈┈┈┈┈ 60999
● 54321 by connect()  ● 54310  ◎ 54298 41 s
`},
	{Name: "small ascii", Scene: scenetest.Handshake(), W: 46, H: 2, Small: true, ASCII: true, Want: `
32768 .........................*........ 60999
* 54321 by connect()  * 54310  t 54298 41 s
`},
	{Name: "udp", Scene: scenetest.Datagrams(), W: 22, H: 6, Want: `
32768 ┈┈○┈┈┈┈┈┈┈ 60999
○ 40001 UNCONN    fd 4
  by sendto()
○ 9000  UNCONN    fd 3
  asked for by bind()
free 28231 of 28232
`},
	{Name: "both", Scene: both(), W: 28, H: 8, Want: `
32768 ┈┈┈◐┈┈┈┈┈┈┈┈┈┈┈┈ 60999
◐ 40001 SYN_SENT        fd 4
  by bind() to port 0
○ 40001 UNCONN          fd 4
○ 9000  UNCONN          fd 3
TCP free 28231 of 28232
UDP free 28231 of 28232
`},
	{Name: "long state", Scene: closing(), W: 22, H: 5, Want: `
32768 ┈┈┈┈┈┈◑┈┈┈ 60999
◑ 54321 CLOSE_WAIT fd7
  by connect()
◇ 8080  LISTEN    fd 5
free 28231 of 28232
`},
	{Name: "none in use", Scene: idle(), W: 22, H: 6, Want: `
32768 ┈┈┈┈┈┈┈┈┈┈ 60999
no port in use
free 28232 of 28232
`},
	{Name: "none in use small", Scene: idle(), W: 46, H: 2, Small: true, Want: `
32768 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ 60999
no port in use   free 28232 of 28232
`},
	{Name: "range unknown", Scene: scenetest.Empty(), W: 22, H: 6, Want: `
range unknown
no port in use
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

func one() *scene.Scene {
	s := scenetest.Handshake()
	s.Snap.Sockets = []*lab.Socket{s.Snap.Sockets[0], s.Snap.Sockets[4], s.Snap.Sockets[5]}
	return s
}

// both has a TCP and a UDP socket on the same number, and one of a port that
// bind() was given.
func both() *scene.Scene {
	s := scenetest.Datagrams()
	tcp := *s.Snap.Sockets[1]
	tcp.ID, tcp.Order, tcp.Type, tcp.State = 3, 3, lab.Stream, lab.SynSent
	tcp.Port = lab.PortChoice{By: "bind"}
	gone := tcp
	gone.ID, gone.Gone, gone.Local = 4, true, scenetest.Lo(50000)
	s.Snap.Sockets = append(s.Snap.Sockets, &tcp, &gone)
	return s
}

func closing() *scene.Scene {
	s := one()
	c := *s.Snap.Sockets[1]
	c.State = lab.CloseWait
	s.Snap.Sockets[1] = &c
	return s
}

func idle() *scene.Scene {
	s := scenetest.Empty()
	s.Snap.Ports = lab.Ports{Low: 32768, High: 60999}
	return s
}

func TestChosen(t *testing.T) {
	for _, row := range []struct {
		port lab.PortChoice
		want string
	}{
		{lab.PortChoice{By: "connect"}, "by connect()"},
		{lab.PortChoice{By: "sendto"}, "by sendto()"},
		{lab.PortChoice{By: "bind", Asked: true}, "asked for by bind()"},
		{lab.PortChoice{By: "bind"}, "by bind() to port 0"},
		{lab.PortChoice{}, "not known who chose"},
	} {
		if got := chosen(&lab.Socket{Port: row.port}); got != row.want {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}
