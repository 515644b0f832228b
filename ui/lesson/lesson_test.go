package lesson

import (
	"testing"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "asks", Scene: asks(), W: 36, H: 20, Scroll: -1, Want: `
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
	{Name: "asks small", Scene: asks(), W: 29, H: 20, Scroll: -1, Small: true, ASCII: true, Want: `
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
	{Name: "asks where not all fits", Scene: asks(), W: 29, H: 8, Scroll: -1, Small: true, Want: `
What does accept() give the
server right now?
  a  the connection from
     54321
► b  the older one, 54310
  c  nothing: it blocks

a to c choose, enter locks
`},
	{Name: "asks from the top", Scene: asks(), W: 29, H: 4, Scroll: 0, Small: true, Want: `
The third packet

The client got the SYN,ACK
and is already ESTABLISHED.
`},
	{Name: "locked", Scene: locked(), W: 36, H: 16, Scroll: -1, Want: `
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
locked: see what happens next

n plays: client >>>
  c.connect(("127.0.0.1", 8080))
`},
	{Name: "graded", Scene: gradedScene(), W: 36, H: 20, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ✗ PREDICT  not so
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
	{Name: "right", Scene: right(), W: 36, H: 18, Scroll: 5, Want: `
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
	{Name: "observed", Scene: observed(), W: 36, H: 12, Scroll: -1, Want: `
The third packet

 ✗ OBSERVE  not so
Which state?
✗ a  LISTEN
✓ b  SYN_RCVD

 ✓ OBSERVE  right
How many sockets?
the lab says 3

n next step: Now you
`},
	{Name: "beats", Scene: beats(), W: 36, H: 20, Scroll: -1, Want: `
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
✓ 1 check holds, x shows

the lab is at work…
`},
	{Name: "beats ascii", Scene: beats(), W: 29, H: 20, Scroll: -1, Small: true, ASCII: true, Want: `
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
+ 1 check holds, x shows

the lab is at work~
`},
	{Name: "continues", Scene: prompt(lessons.Prompt{Kind: lessons.Continue, Beat: connect}), W: 29, H: 10, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK
and is already ESTABLISHED.
Its ACK is held on the wire.

n plays: client >>>
  c.connect(("127.0.0.1",
  8080))
`},
	{Name: "the next beat stands in the prompt alone", Scene: waiting(), W: 36, H: 6, Scroll: -1, Want: `
The third packet

n plays: client >>>
  c.connect(("127.0.0.1", 8080))
`},
	{Name: "your turn", Scene: prompt(lessons.Prompt{Kind: lessons.YourTurn, Deed: "deliver", Packet: 3, Text: "Release the ACK"}), W: 36, H: 10, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ► YOUR TURN
Press r to release the ACK.
n does it for you
`},
	{Name: "your turn with no key", Scene: prompt(lessons.Prompt{Kind: lessons.YourTurn, Text: "Wait a second."}), W: 36, H: 10, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

 ► YOUR TURN
Wait a second.
n does it
`},
	{Name: "challenge", Scene: challenge(lessons.Next), W: 36, H: 14, Scroll: -1, Want: `
The third packet

 ► CHALLENGE
Make the client ESTABLISHED while
the server still is not.
1 Which packet does the client wait
  for?
H gives hint 2 of 2

Act on the wire: r release  d drop
u duplicate
S solves it for you, p starts it
again
`},
	{Name: "challenge won", Scene: challenge(lessons.Held), W: 36, H: 12, Scroll: -1, Want: `
The third packet

 ✓ CHALLENGE  won
Make the client ESTABLISHED while
the server still is not.
1 Which packet does the client wait
  for?

n next step: Now you
`},
	{Name: "step done", Scene: prompt(lessons.Prompt{Kind: lessons.StepDone}), W: 36, H: 10, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

n next step: Now you
`},
	{Name: "stuck", Scene: stuck(), W: 36, H: 14, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

✗ 12:1: deliver(): no packet is held

 ✗ OFF THE ROAD
The SYN is lost, and client waits
for ever.
p this step again  ctrl+r the lesson
again
`},
	{Name: "busy", Scene: prompt(lessons.Prompt{Kind: lessons.Busy}), W: 36, H: 10, Scroll: -1, Want: `
The third packet

The client got the SYN,ACK and is
already ESTABLISHED. Its ACK is held
on the wire.

the lab is at work…
`},
	{Name: "finished", Scene: finished(0), W: 36, H: 10, Scroll: -1, Want: `
The third packet

 ✓ DONE
The three-way handshake
2 of 3 predictions right
12 of 12 expectations held
q to the shelf  p back
`},
	{Name: "finished with a miss", Scene: finished(1), W: 36, H: 10, Scroll: -1, Want: `
The third packet

 ✓ DONE
The three-way handshake
2 of 3 predictions right
1 of 12 expectations did not hold
q to the shelf  p back
`},
	{Name: "prose", Scene: prose(), W: 29, H: 20, Scroll: 0, Want: `
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
	{Name: "no lesson", Scene: scenetest.Empty(), W: 29, H: 3, Want: `
no lesson is open
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
