package lesson

import (
	"testing"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
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
	{name: "asks", scene: asks(), w: 36, h: 20, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ? PREDICT
What does accept() give the server
right now?
  a  the connection from 54321
► b  the older one, 54310
  c  nothing: it blocks

a to c choose, enter locks
`},
	{name: "asks small", scene: asks(), w: 29, h: 20, scroll: -1, small: true, ascii: true, want: `
The third packet

The client got the SYN,ACK
and is already ESTABLISHED.
Its ACK is held on the wire.

 ? PREDICT
What does accept() give the
server right now?
  a  the connection from
     54321
> b  the older one, 54310
  c  nothing: it blocks

a to c choose, enter locks
`},
	{name: "asks where not all fits", scene: asks(), w: 29, h: 8, scroll: -1, small: true, want: `
What does accept() give the
server right now?
  a  the connection from
     54321
► b  the older one, 54310
  c  nothing: it blocks

a to c choose, enter locks
`},
	{name: "asks from the top", scene: asks(), w: 29, h: 4, scroll: 0, small: true, want: `
The third packet

The client got the SYN,ACK
and is already ESTABLISHED.
`},
	{name: "locked", scene: locked(), w: 36, h: 16, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ? PREDICT  locked
What does accept() give the server
right now?
  a  the connection from 54321
► b  the older one, 54310
  c  nothing: it blocks
graded after the next beat

n plays: client >>>
  c.connect(("127.0.0.1", 8080))
`},
	{name: "graded", scene: gradedScene(), w: 36, h: 20, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ✗ PREDICT  it came otherwise
What does accept() give the server
right now?
you said a the connection from 54321

✗ a  the connection from 54321
     It is half-open: its ACK has
     not come.
✓ b  the older one, 54310
     It is the first in the accept
     queue.

n next step: Now you
`},
	{name: "right", scene: right(), w: 36, h: 18, scroll: 5, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ✓ PREDICT  right
What does accept() give the server
right now?
you said b the older one, 54310

✓ b  the older one, 54310
     It is the first in the accept
     queue.

n next step: Now you
`},
	{name: "observed", scene: observed(), w: 36, h: 12, scroll: -1, want: `
The third packet

 ✗ OBSERVE  it came otherwise
Which state?
✗ a  LISTEN
✓ b  SYN_RCVD

 ✓ OBSERVE  right
How many sockets?
the lab says 3

n next step: Now you
`},
	{name: "beats", scene: beats(), w: 36, h: 20, scroll: -1, want: `
The third packet

✓ server >>> l.listen(2)
✓ server >>> while True:
        c, a = l.accept()
        print(a)
  ('127.0.0.1', 40000)
  parked in accept()
✗ client >>> c.connect(("127.0.0.1",
    8080))
  ConnectionRefusedError: [Errno
  111] Connection refused
◐ wire >>> deliver()

✗ len(wire.packets) == 0
  found 3 == 0
· later
✓ 1 check holds

the lab is at work…
`},
	{name: "beats ascii", scene: beats(), w: 29, h: 20, scroll: -1, small: true, ascii: true, want: `
+ server >>> l.listen(2)
+ server >>> while True:
        c, a = l.accept()
        print(a)
  ('127.0.0.1', 40000)
  parked in accept()
X client >>>
    c.connect(("127.0.0.1",
    8080))
  ConnectionRefusedError:
  [Errno 111] Connection
  refused
~ wire >>> deliver()

X len(wire.packets) == 0
  found 3 == 0
. later
+ 1 check holds

the lab is at work~
`},
	{name: "continues", scene: prompt(lessons.Prompt{Kind: lessons.Continue, Beat: connect}), w: 29, h: 10, scroll: -1, want: `
The third packet

The client got the SYN,ACK
and is already ESTABLISHED.
Its ACK is held on the wire.

n plays: client >>>
  c.connect(("127.0.0.1",
  8080))
`},
	{name: "the next beat stands in the prompt alone", scene: waiting(), w: 36, h: 6, scroll: -1, want: `
The third packet

n plays: client >>>
  c.connect(("127.0.0.1", 8080))
`},
	{name: "your turn", scene: prompt(lessons.Prompt{Kind: lessons.YourTurn, Deed: "deliver", Packet: 3, Text: "Release the ACK"}), w: 36, h: 10, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ► YOUR TURN
Press r to release the ACK.
n does it for you
`},
	{name: "your turn with no key", scene: prompt(lessons.Prompt{Kind: lessons.YourTurn, Text: "Wait a second."}), w: 36, h: 10, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ► YOUR TURN
Wait a second.
n does it
`},
	{name: "challenge", scene: challenge(lessons.Next), w: 36, h: 12, scroll: -1, want: `
The third packet

 ► CHALLENGE
Make the client ESTABLISHED while
the server still is not.
1 Which packet does the client wait
  for?
H gives hint 2 of 2

Act on the wire: r release  d drop
u duplicate
S solves it for you
`},
	{name: "challenge won", scene: challenge(lessons.Held), w: 36, h: 12, scroll: -1, want: `
The third packet

 ✓ CHALLENGE  won
Make the client ESTABLISHED while
the server still is not.
1 Which packet does the client wait
  for?

n next step: Now you
`},
	{name: "step done", scene: prompt(lessons.Prompt{Kind: lessons.StepDone}), w: 36, h: 10, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

n next step: Now you
`},
	{name: "stuck", scene: stuck(), w: 36, h: 12, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

✗ 12:1: deliver(): no packet is held

 ✗ STUCK
The SYN is lost, and client waits
for ever.
p goes back to the step's start
`},
	{name: "busy", scene: prompt(lessons.Prompt{Kind: lessons.Busy}), w: 36, h: 10, scroll: -1, want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

the lab is at work…
`},
	{name: "finished", scene: finished(0), w: 36, h: 10, scroll: -1, want: `
The third packet

 ✓ DONE
The three-way handshake
2 of 3 predictions right
12 of 12 expectations held
q to the shelf  p back
`},
	{name: "finished with a miss", scene: finished(1), w: 36, h: 10, scroll: -1, want: `
The third packet

 ✓ DONE
The three-way handshake
2 of 3 predictions right
1 of 12 expectations did not hold
q to the shelf  p back
`},
	{name: "prose", scene: prose(), w: 29, h: 20, scroll: 0, want: `
An opening.

A listener waits

Three things:

- the first is long enough to
  wrap
- the second

│ what somebody else once
│ said

│ int fd =
│   socket();

n next step: The third packet
`},
	{name: "no lesson", scene: scenetest.Empty(), w: 29, h: 3, want: `
no lesson is open
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

func TestTitle(t *testing.T) {
	if _, right := New().Title(asks()); right[0].Text != "2/3" {
		t.Errorf("got %q, want 2/3", right[0].Text)
	}
}

// What is in bold, and who speaks, is seen in the styles alone.
func TestStyles(t *testing.T) {
	c := draw.NewCanvas(36, 20)
	New().Draw(asks(), c, scenetest.Theme(false), -1, false)
	for _, row := range []struct {
		what string
		x, y int
		want draw.Style
	}{
		{"the step's title", 0, 0, draw.Style{Bold: true}},
		{"a strong word", 19, 2, draw.Style{Bold: true}},
		{"an emphasised word", 32, 3, draw.Style{Under: true}},
		{"the pill", 1, 6, draw.In(draw.Action).P()},
		{"code in a question", 10, 7, draw.Style{Bold: true}},
		{"the cursor's answer", 5, 10, draw.Style{Bold: true}},
		{"another answer", 5, 9, draw.Style{}},
		{"a key", 0, 13, draw.In(draw.Action).B()},
	} {
		if got := c.StyleAt(row.x, row.y); got != row.want {
			t.Errorf("%s: got %+v, want %+v in\n%s", row.what, got, row.want, c.Plain())
		}
	}
	New().Draw(beats(), c, scenetest.Theme(false), 0, false)
	if got := c.StyleAt(2, 2); got != draw.In(draw.Server).B() {
		t.Errorf("the server's prompt: got %+v", got)
	}
}

func TestStepsOutOfRange(t *testing.T) {
	for step := -1; step < 5; step++ {
		s := asks()
		s.View.Step = step
		if bad := scenetest.Draws(New(), s); bad != "" {
			t.Errorf("step %d: %s", step, bad)
		}
	}
}
