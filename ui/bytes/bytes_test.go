package bytes

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/wire"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []struct {
	name         string
	scene        *scene.Scene
	w, h, scroll int
	small, ascii bool
	want         string
}{
	{name: "large", scene: scenetest.Handshake(), w: 22, h: 6, want: `
         C ► S   S ► C
app          5       0
sndbuf       5       0
wire         0       0
rcvbuf       0       0
app          0       0
`},
	{name: "narrow", scene: scenetest.Handshake(), w: 18, h: 6, want: `
       C ► S S ► C
app        5     0
sndbuf     5     0
wire       0     0
rcvbuf     0     0
app        0     0
`},
	{name: "wide", scene: scenetest.Handshake(), w: 76, h: 6, want: `
               C ► S         S ► C
app                5             0
sndbuf             5             0
wire               0             0
rcvbuf             0             0
app                0             0
`},
	{name: "small", scene: scenetest.Handshake(), w: 46, h: 2, small: true, want: `
C►S app 5 › snd 5 › wire 0 › rcv 0 › app 0
S►C app 0 › snd 0 › wire 0 › rcv 0 › app 0
`},
	{name: "small ascii", scene: scenetest.Handshake(), w: 46, h: 2, small: true, ascii: true, want: `
C>S app 5 > snd 5 > wire 0 > rcv 0 > app 0
S>C app 0 > snd 0 > wire 0 > rcv 0 > app 0
`},
	{name: "on the wire", scene: moving(), w: 22, h: 6, want: `
         C ► S   S ► C
app          5       0
sndbuf       5       0
wire         5       0
rcvbuf       3       0
app          4       0
`},
	{name: "udp", scene: scenetest.Datagrams(), w: 22, h: 6, want: `
         C ► S   S ► C
app         12       0
sndbuf    none    none
wire         7       0
rcvbuf  next 5       0
app          0       0
`},
	{name: "udp small", scene: scenetest.Datagrams(), w: 46, h: 2, small: true, want: `
C►S app 12›snd none›wire 7›rcv next 5›app 0
S►C app 0›snd none›wire 0›rcv 0›app 0
`},
	{name: "unknown", scene: unknown(), w: 22, h: 6, want: `
         C ► S   S ► C
app     123456       0
sndbuf unknown       0
wire         0       0
rcvbuf       0       0
app          0       0
`},
	{name: "unknown narrow", scene: unknown(), w: 18, h: 6, want: `
       C ► S S ► C
app     123k     0
sndbuf unkn.     0
wire       0     0
rcvbuf     0     0
app        0     0
`},
	{name: "unknown small", scene: unknown(), w: 46, h: 2, small: true, want: `
C►S app 123456›snd unknown›wire 0›rcv 0›app 0
S►C app 0›snd 0›wire 0›rcv 0›app 0
`},
	{name: "nothing", scene: scenetest.Empty(), w: 22, h: 6, want: `
         C ► S   S ► C
app          0       0
sndbuf       0       0
wire         0       0
rcvbuf       0       0
app          0       0
`},
}

func TestDraw(t *testing.T) {
	for _, row := range drawings {
		t.Run(row.name, func(t *testing.T) {
			got := scenetest.Plain(New(), row.scene, row.w, row.h, row.scroll, row.small, row.ascii)
			if got != row.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, row.want)
			}
		})
	}
}

func TestEverySize(t *testing.T) {
	for _, p := range []scene.Pane{New()} {
		if bad := scenetest.Sizes(p); bad != "" {
			t.Error(bad)
		}
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
