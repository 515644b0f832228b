package bytes

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "large", Scene: scenetest.Handshake(), W: 22, H: 6, Want: `
         C ► S   S ► C
app          5       0
sndbuf       5       0
wire         0       0
rcvbuf       0       0
app          0       0
`},
	{Name: "narrow", Scene: scenetest.Handshake(), W: 18, H: 6, Want: `
       C ► S S ► C
app        5     0
sndbuf     5     0
wire       0     0
rcvbuf     0     0
app        0     0
`},
	{Name: "wide", Scene: scenetest.Handshake(), W: 76, H: 6, Want: `
               C ► S         S ► C
app                5             0
sndbuf             5             0
wire               0             0
rcvbuf             0             0
app                0             0
`},
	{Name: "small", Scene: scenetest.Handshake(), W: 46, H: 2, Small: true, Want: `
C►S app 5 › snd 5 › wire 0 › rcv 0 › app 0
S►C app 0 › snd 0 › wire 0 › rcv 0 › app 0
`},
	{Name: "small ascii", Scene: scenetest.Handshake(), W: 46, H: 2, Small: true, ASCII: true, Want: `
C>S app 5 > snd 5 > wire 0 > rcv 0 > app 0
S>C app 0 > snd 0 > wire 0 > rcv 0 > app 0
`},
	{Name: "on the wire", Scene: moving(), W: 22, H: 6, Want: `
         C ► S   S ► C
app          5       0
sndbuf       5       0
wire         5       0
rcvbuf       3       0
app          4       0
`},
	{Name: "udp", Scene: scenetest.Datagrams(), W: 22, H: 6, Want: `
         C ► S   S ► C
app         12       0
sndbuf    none    none
wire         7       0
rcvbuf  next 5       0
app          0       0
`},
	{Name: "udp small", Scene: scenetest.Datagrams(), W: 46, H: 2, Small: true, Want: `
C►S app 12›snd none›wire 7›rcv next 5›app 0
S►C app 0›snd none›wire 0›rcv 0›app 0
`},
	{Name: "unknown", Scene: unknown(), W: 22, H: 6, Want: `
         C ► S   S ► C
app     123456       0
sndbuf unknown       0
wire         0       0
rcvbuf       0       0
app          0       0
`},
	{Name: "unknown narrow", Scene: unknown(), W: 18, H: 6, Want: `
       C ► S S ► C
app     123k     0
sndbuf unkn.     0
wire       0     0
rcvbuf     0     0
app        0     0
`},
	{Name: "unknown small", Scene: unknown(), W: 46, H: 2, Small: true, Want: `
C►S app 123456›snd unknown›wire 0›rcv 0›app 0
S►C app 0›snd 0›wire 0›rcv 0›app 0
`},
	{Name: "nothing", Scene: scenetest.Empty(), W: 22, H: 6, Want: `
         C ► S   S ► C
app          0       0
sndbuf       0       0
wire         0       0
rcvbuf       0       0
app          0       0
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

// moving has five bytes held on their way to the server, three that its
// accepted socket can read, and four that its program took.
func moving() *scene.Scene {
	s := scenetest.Handshake()
	data := *s.Snap.Packets[3]
	data.Fate = wire.Held
	s.Snap.Packets = []*lab.Packet{&data}
	child := *s.Snap.Sockets[3]
	child.Readable, child.Taken = 3, 4
	s.Snap.Sockets[3] = &child
	return s
}

func unknown() *scene.Scene {
	s := scenetest.Handshake()
	c := *s.Snap.Sockets[4]
	c.Unacked, c.Given = lab.Unknown, 123456
	s.Snap.Sockets[4] = &c
	return s
}

// A listener's Recv-Q counts connections, and what is gone buffers nothing.
func TestOnlyBytesAreCounted(t *testing.T) {
	s := scenetest.Handshake()
	l, c := *s.Snap.Sockets[0], *s.Snap.Sockets[4]
	l.Readable, l.Unacked = lab.Unknown, lab.Unknown
	c.Gone = true
	s.Snap.Sockets[0], s.Snap.Sockets[4] = &l, &c
	if got, want := pipeFrom(s.Snap, lab.ClientSide), (pipe{{n: 5}}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
