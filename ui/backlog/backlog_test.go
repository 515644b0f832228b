package backlog

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
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
	{name: "large", scene: scenetest.Handshake(), w: 24, h: 6, want: `
SYN queue            1/3
[◐54321][      ][      ]
accept queue         1/3
[●54310][      ][      ]
accept() takes 54310
overflows 0  drops 0
`},
	{name: "a full queue", scene: overflowed(), w: 24, h: 6, want: `
SYN queue            1/2
[◐54321][      ]
accept queue    2/2 full
[●54310][●?    ]
accept() takes 54310
overflows 2  drops 3
`},
	{name: "tight", scene: scenetest.Handshake(), w: 21, h: 6, want: `
SYN queue         1/3
[54321][     ][     ]
accept queue      1/3
[54310][     ][     ]
accept() takes 54310
overflows 0  drops 0
`},
	{name: "small", scene: scenetest.Handshake(), w: 46, h: 2, small: true, want: `
SYN [◐54321][      ][      ]               1/3
ACC [●54310][      ][      ]               1/3
`},
	{name: "small ascii", scene: scenetest.Handshake(), w: 46, h: 2, small: true, ascii: true, want: `
SYN [~54321][      ][      ]               1/3
ACC [*54310][      ][      ]               1/3
`},
	{name: "more slots than fit", scene: backlogOf(5), w: 24, h: 6, want: `
SYN queue            1/6
[◐54321][      ] +4
accept queue         1/6
[●54310][      ] +4
accept() takes 54310
overflows 0  drops 0
`},
	{name: "more rows where there is room", scene: backlogOf(5), w: 29, h: 12, want: `
SYN queue                 1/6
[◐54321][      ][      ]
[      ][      ][      ]
accept queue              1/6
[●54310][      ][      ]
[      ][      ][      ]
accept() takes 54310
overflows 0  drops 0
`},
	{name: "the largest backlog", scene: backlogOf(4096), w: 24, h: 6, want: `
SYN queue         1/4097
[◐54321][      ] +4095
accept queue      1/4097
[●54310][      ] +4095
accept() takes 54310
overflows 0  drops 0
`},
	{name: "small with losses", scene: overflowed(), w: 46, h: 2, small: true, want: `
SYN [◐54321][      ]                       1/2
ACC [●54310][●?    ]           lost 2 2/2 full
`},
	{name: "somebody waits", scene: parked(), w: 24, h: 6, want: `
SYN queue            0/3
[      ][      ][      ]
accept queue         0/3
[      ][      ][      ]
server waits in accept()
overflows unknown
`},
	{name: "two listeners", scene: two(), w: 24, h: 11, want: `
:8080 SYN queue      1/3
[◐54321][      ][      ]
:8080 accept queue   1/3
[●54310][      ][      ]
accept() takes 54310

:9090 SYN queue      0/1
[      ]
:9090 accept queue   0/1
[      ]
accept() finds none
`},
	{name: "no listener", scene: scenetest.Empty(), w: 24, h: 6, want: `
no socket listens
`},
	{name: "udp", scene: scenetest.Datagrams(), w: 24, h: 6, want: `
UDP has no backlog
a datagram waits in its
socket's own buffer
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

func backlogOf(n int) *scene.Scene {
	s := scenetest.Handshake()
	l := *s.Snap.Sockets[0]
	l.SendQ = n
	s.Snap.Sockets[0] = &l
	return s
}

// overflowed is a listener with listen(1) whose accept queue is full, and
// which has had to turn a connection away. Its stack counts one connection
// more than the lab has seen.
func overflowed() *scene.Scene {
	s := backlogOf(1)
	s.Snap.Sockets[0].RecvQ = 2
	s.Snap.Counters = map[string]int64{"ListenOverflows": 2, "ListenDrops": 3}
	return s
}

// parked has empty queues and a server that waits; its stack has no counters.
func parked() *scene.Scene {
	s := backlogOf(2)
	s.Snap.Sockets = s.Snap.Sockets[:1]
	s.Snap.Sockets[0].RecvQ = 0
	s.Snap.Counters = nil
	s.Snap.Actors = []*lab.Actor{{Name: "server", Parked: &lab.Call{Name: "accept", Socket: 1}}}
	return s
}

func two() *scene.Scene {
	s := scenetest.Handshake()
	other := *s.Snap.Sockets[0]
	other.ID, other.Local, other.RecvQ, other.SendQ = 9, scenetest.Lo(9090), 0, 0
	s.Snap.Sockets = append(s.Snap.Sockets, &other)
	return s
}

func TestTitle(t *testing.T) {
	if _, right := New().Title(scenetest.Handshake()); right[0].Text != "listen(5, 2)" {
		t.Errorf("got %q", right[0].Text)
	}
	if _, right := New().Title(two()); right != nil {
		t.Errorf("two listeners: got %q", right[0].Text)
	}
}
