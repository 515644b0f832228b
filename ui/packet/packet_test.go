package packet

import (
	"testing"

	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// Each row holds a scene and the drawing of it.
var drawings = []scenetest.Drawing{
	{Name: "large", Scene: scenetest.Handshake(), W: 36, H: 11, Want: `
IPv4 20 B + TCP 32 B + data 0 B
src port  54321                d4 31
dst port  8080                 1f 90
seq       1              3a 98 00 01
ack       1              6d 61 00 01
flags     C E U ACK P R S F       10
window    512 x128 = 65536 B   02 00
options   nop nop TS     01 01 08 0a
00 45 00 00 34 1c 46 40 00 E..4.F@.
08 40 06 20 7c 7f 00 00 01 @. |....
10 7f 00 00 01 d4 31 1f 90 .....1..
`},
	{Name: "every field", Scene: scenetest.Handshake(), W: 36, H: 60, Want: `
IPv4 20 B + TCP 32 B + data 0 B
src port  54321                d4 31
dst port  8080                 1f 90
seq       1              3a 98 00 01
ack       1              6d 61 00 01
flags     C E U ACK P R S F       10
window    512 x128 = 65536 B   02 00
options   nop nop TS     01 01 08 0a

00 45 00 00 34 1c 46 40 00 E..4.F@.
08 40 06 20 7c 7f 00 00 01 @. |....
10 7f 00 00 01 d4 31 1f 90 .....1..
18 3a 98 00 01 6d 61 00 01 :...ma..
20 80 10 02 00 1e 6c 00 00 .....l..
28 01 01 08 0a 5e 1f 00 2a ....^..*
30 5e 1f 00 29             ^..)

IPv4
version  4                     4 bit
header length  20 bytes        4 bit
DSCP  0                        6 bit
ECN  0                         2 bit
total length  52 bytes         00 34
identification  0x1c46         1c 46
reserved flag  0               1 bit
don't fragment  1              1 bit
more fragments  0              1 bit
fragment offset  0 bytes       40 00
time to live  64                  40
protocol  6 TCP                   06
header checksum  0x207c right  20 7c
source address  127.0.0.1
destination address  127.0.0.1

TCP
source port  54321             d4 31
destination port  8080         1f 90
sequence number  983040001
acknowledgment number  1835073537
header length  32 bytes        4 bit
reserved  0                    4 bit
flags  ACK                        10
window  512                    02 00
checksum  0x1e6c right         1e 6c
urgent pointer  0              00 00
nop                               01
nop                               01
timestamps  value 1579089962, echo
  1579089961
`},
	{Name: "data", Scene: selected(4), W: 76, H: 13, Want: `
IPv4 20 B + TCP 32 B + data 5 B
src port  54321                                                  d4 31
dst port  8080                                                   1f 90
seq       1                                                3a 98 00 01
ack       1                                                6d 61 00 01
flags     C E U ACK PSH R S F                                       18
window    512 x128 = 65536 B                                     02 00
options   nop nop TS                                       01 01 08 0a

00 45 00 00 39 1c 47 40 00 40 06 20 76 7f 00 00 01 E..9.G@.@. v....
10 7f 00 00 01 d4 31 1f 90 3a 98 00 01 6d 61 00 01 .....1..:...ma..
20 80 18 02 00 da 8b 00 00 01 01 08 0a 5e 1f 00 2b ............^..+
30 5e 1f 00 29 68 65 6c 6c 6f                      ^..)hello
`},
	{Name: "small", Scene: selected(4), W: 46, H: 7, Small: true, Want: `
IPv4 20 B + TCP 32 B + data 5 B
src port  54321                          d4 31
dst port  8080                           1f 90
seq       1                        3a 98 00 01
ack       1                        6d 61 00 01
flags     C E U ACK PSH R S F               18
window    512 x128 = 65536 B             02 00
`},
	{Name: "scrolled", Scene: scenetest.Handshake(), W: 36, H: 4, Scroll: 8, Want: `
00 45 00 00 34 1c 46 40 00 E..4.F@.
08 40 06 20 7c 7f 00 00 01 @. |....
10 7f 00 00 01 d4 31 1f 90 .....1..
18 3a 98 00 01 6d 61 00 01 :...ma..
`},
	{Name: "syn again", Scene: selected(5), W: 36, H: 8, Want: `
IPv4 20 B + TCP 20 B + data 0 B
↻ sends the bytes of #2 again
src port  8080
dst port  54321
seq       0
ack       1
flags     C E U ACK P R SYN F
window    0 B
`},
	{Name: "damaged", Scene: damaged(), W: 46, H: 3, Small: true, Want: `
IPv4 20 B + TCP 32 B + data 5 B
✗ bad checksum: the receiver ignores it
a copy of #3
`},
	{Name: "icmp", Scene: scenetest.Datagrams(), W: 36, H: 6, Want: `
IPv4 20 B + ICMP 8 B + data 0 B
type      3
code      3
meaning   port unreachable
`},
	{Name: "udp", Scene: udp(), W: 36, H: 8, Want: `
IPv4 20 B + UDP 8 B + data 5 B
src port  40001
dst port  9000
length    13 B with header
`},
	{Name: "none", Scene: scenetest.Empty(), W: 36, H: 6, Want: `
no packet yet
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

func selected(number int) *scene.Scene {
	s := scenetest.Handshake()
	s.Selected = number
	return s
}

func udp() *scene.Scene {
	s := scenetest.Datagrams()
	s.Selected = 1
	return s
}

func damaged() *scene.Scene {
	s := selected(4)
	p := *s.Snap.Packets[3]
	p.ChecksumOK, p.Copy = false, 3
	s.Snap.Packets[3] = &p
	return s
}

func TestTitle(t *testing.T) {
	held := scenetest.Handshake()
	held.Selected = 0
	again := *held.Snap.Packets[2]
	again.Again = 2
	held.Snap.Packets[2] = &again
	newest := scenetest.Release(selected(0))
	for _, row := range []struct {
		scene       *scene.Scene
		name, right string
	}{
		{held, "PACKET #3 ACK", "held, again 2×"},
		{selected(4), "PACKET #4 PSH,ACK 5 B", "dropped"},
		{newest, "PACKET #5 SYN,ACK", "passing"},
	} {
		name, right := New().Title(row.scene)
		if name != row.name || right[0].Text != row.right {
			t.Errorf("got %q %q, want %q %q", name, right[0].Text, row.name, row.right)
		}
	}
	if name, _ := New().Title(scenetest.Empty()); name != "PACKET" {
		t.Errorf("got %q", name)
	}
}
