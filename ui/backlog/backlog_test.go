package backlog

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "large", Scene: scenetest.Handshake(), W: 24, H: 6, Want: `
SYN queue            1/3
[◐54321][      ][      ]
accept queue         1/3
[●54310][      ][      ]
accept() takes 54310
overflows 0  drops 0
`},
	{Name: "a full queue", Scene: overflowed(), W: 24, H: 6, Want: `
SYN queue            1/2
[◐54321][      ]
accept queue    2/2 full
[●54310][●?    ]
accept() takes 54310
overflows 2  drops 3
`},
	{Name: "tight", Scene: scenetest.Handshake(), W: 21, H: 6, Want: `
SYN queue         1/3
[54321][     ][     ]
accept queue      1/3
[54310][     ][     ]
accept() takes 54310
overflows 0  drops 0
`},
	{Name: "small", Scene: scenetest.Handshake(), W: 46, H: 2, Small: true, Want: `
SYN [◐54321][      ][      ]               1/3
ACC [●54310][      ][      ]               1/3
`},
	{Name: "small ascii", Scene: scenetest.Handshake(), W: 46, H: 2, Small: true, ASCII: true, Want: `
SYN [~54321][      ][      ]               1/3
ACC [*54310][      ][      ]               1/3
`},
	{Name: "more slots than fit", Scene: backlogOf(5), W: 24, H: 6, Want: `
SYN queue            1/6
[◐54321][      ] +4
accept queue         1/6
[●54310][      ] +4
accept() takes 54310
overflows 0  drops 0
`},
	{Name: "more rows where there is room", Scene: backlogOf(5), W: 29, H: 12, Want: `
SYN queue                 1/6
[◐54321][      ][      ]
[      ][      ][      ]
accept queue              1/6
[●54310][      ][      ]
[      ][      ][      ]
accept() takes 54310
overflows 0  drops 0
`},
	{Name: "the largest backlog", Scene: backlogOf(4096), W: 24, H: 6, Want: `
SYN queue         1/4097
[◐54321][      ] +4095
accept queue      1/4097
[●54310][      ] +4095
accept() takes 54310
overflows 0  drops 0
`},
	{Name: "small with losses", Scene: overflowed(), W: 46, H: 2, Small: true, Want: `
SYN [◐54321][      ]                       1/2
ACC [●54310][●?    ]           lost 2 2/2 full
`},
	{Name: "somebody waits", Scene: parked(), W: 24, H: 6, Want: `
SYN queue            0/3
[      ][      ][      ]
accept queue         0/3
[      ][      ][      ]
server waits in accept()
overflows unknown
`},
	{Name: "two listeners", Scene: two(), W: 24, H: 11, Want: `
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
	{Name: "no listener", Scene: scenetest.Empty(), W: 24, H: 6, Want: `
no socket listens
`},
	{Name: "udp", Scene: scenetest.Datagrams(), W: 24, H: 6, Want: `
UDP has no backlog
a datagram waits in its
socket's own buffer
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
