package ui

import (
	"strings"
	"testing"

	"github.com/stillwire/stillwire/ui/draw"
)

var paneNames = [panes]string{
	Lesson: "lesson", Sockets: "sockets", Wire: "wire", Backlog: "backlog",
	Port: "port", Bytes: "bytes", Packet: "packet", ServerCard: "server",
}

// drawRects draws every rectangle as a box with its name; one of a single row
// or column as a line.
func drawRects(w, h int, r Rects) string {
	c := draw.NewCanvas(w, h)
	box := func(o draw.Rect, name string) {
		if o.Empty() {
			return
		}
		switch {
		case o.H == 1:
			c.Fill(o.X, o.Y, o.X+o.W, draw.Style{}, "-")
		case o.W == 1:
			for y := range o.H {
				c.Put(o.X, o.Y+y, draw.Style{}, "!")
			}
			return
		default:
			for y := range o.H {
				c.Put(o.X, o.Y+y, draw.Style{}, "|")
				c.Put(o.X+o.W-1, o.Y+y, draw.Style{}, "|")
			}
			for _, y := range []int{o.Y, o.Y + o.H - 1} {
				c.Fill(o.X, y, o.X+o.W, draw.Style{}, "-")
				c.Put(o.X, y, draw.Style{}, "+")
				c.Put(o.X+o.W-1, y, draw.Style{}, "+")
			}
		}
		c.Put(o.X+1, o.Y, draw.Style{}, name)
	}
	box(r.Header, "header")
	box(r.Divider, "")
	for p := Lesson; p < panes; p++ {
		box(r.Pane[p], paneNames[p])
	}
	box(r.Timeline, "timeline")
	box(r.Log, "log")
	box(r.Hints, "hints")
	return "\n" + c.Plain()
}

func TestLayoutDrawings(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		mode Mode
		want string
	}{
		{"the smallest", 72, 20, Mode{}, smallest},
		{"80x24", 80, 24, Mode{}, small},
		{"80x24 with the packet in the wire's place", 80, 24, Mode{Guest: Packet}, strings.Replace(small, "wire--", "packet", 1)},
		{"80x24, port zoomed", 80, 24, Mode{Zoom: Port}, smallZoom},
		{"100x30", 100, 30, Mode{}, middle},
		{"120x40", 120, 40, Mode{}, large},
		{"120x40: the packet needs no guest's place", 120, 40, Mode{Guest: Packet}, large},
		{"120x40, sockets zoomed: two cards", 120, 40, Mode{Zoom: Sockets}, largeZoom},
		{"too narrow", 71, 40, Mode{}, "\n" + strings.Repeat("\n", 40)},
		{"too low", 200, 19, Mode{}, "\n" + strings.Repeat("\n", 19)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := drawRects(c.w, c.h, Layout(c.w, c.h, c.mode)); got != c.want {
				t.Errorf("got%swant%s", got, c.want)
			}
		})
	}
}

// At every size the rectangles cover the screen: no cell twice, none not at
// all.
func TestLayoutCoversTheScreen(t *testing.T) {
	for w := minW; w <= 260; w += 3 {
		for h := minH; h <= 90; h++ {
			for _, m := range []Mode{{}, {Guest: Packet}, {Zoom: Wire}, {Zoom: Sockets}, {Guest: Packet, Zoom: Packet}} {
				r := Layout(w, h, m)
				area := 0
				all := append([]draw.Rect{r.Header, r.Divider, r.Timeline, r.Log, r.Hints}, r.Pane[:]...)
				for i, a := range all {
					area += max(a.W, 0) * max(a.H, 0)
					if a.X < 0 || a.Y < 0 || a.X+a.W > w || a.Y+a.H > h {
						t.Fatalf("%dx%d %+v: %+v is off the screen", w, h, m, a)
					}
					for _, b := range all[:i] {
						if !a.Empty() && !b.Empty() && a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
							t.Fatalf("%dx%d %+v: %+v and %+v overlap", w, h, m, a, b)
						}
					}
				}
				if area != w*h {
					t.Fatalf("%dx%d %+v: %d cells of %d", w, h, m, area, w*h)
				}
				for p := Lesson; p < panes; p++ {
					if in := r.Inside(p); !r.Pane[p].Empty() && (in.W < 16 || in.H < 2) {
						t.Fatalf("%dx%d %+v: %s has only %dx%d inside", w, h, m, paneNames[p], in.W, in.H)
					}
				}
			}
		}
	}
}
