package draw

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Rect is a rectangle of cells; X and Y count from 0 at the top left.
type Rect struct{ X, Y, W, H int }

// Has tells whether a cell lies in the rectangle.
func (r Rect) Has(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Empty tells whether the rectangle has no cell.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// cell is one column: a grapheme cluster, or "" right of a wide one.
type cell struct {
	text  string
	style Style
}

// Canvas is a grid of cells that is always exactly W by H.
type Canvas struct {
	W, H  int
	cells []cell
}

// NewCanvas makes an empty canvas.
func NewCanvas(w, h int) *Canvas {
	c := &Canvas{W: max(w, 0), H: max(h, 0)}
	c.cells = make([]cell, c.W*c.H)
	c.Clear()
	return c
}

// Clear empties the canvas.
func (c *Canvas) Clear() {
	for i := range c.cells {
		c.cells[i] = cell{text: " "}
	}
}

// Put writes text from (x, y) to the right, cut at the edges, and returns the
// column after it. Control characters are left out, so that no payload byte
// and no lesson can speak to the terminal.
func (c *Canvas) Put(x, y int, st Style, text string) int {
	return c.PutIn(x, y, c.W, st, text)
}

// PutIn is Put, cut before column end.
func (c *Canvas) PutIn(x, y, end int, st Style, text string) int {
	end = min(end, c.W)
	for len(text) > 0 {
		var g string
		w := 1
		if b := text[0]; b < 0x80 && (len(text) == 1 || text[1] < 0x80) {
			g, text = text[:1], text[1:]
			if b < 0x20 || b == 0x7f {
				continue
			}
		} else if n := single(text); n > 0 {
			g, text = text[:n], text[n:]
		} else {
			g, w = ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
			text = text[len(g):]
			if w == 0 {
				continue
			}
			if !utf8.ValidString(g) {
				g = "\uFFFD" // a lone byte 0x9b would open an escape sequence
			}
		}
		if x+w > end {
			return x
		}
		c.set(x, y, w, g, st)
		x += w
	}
	return x
}

// Right writes text so that it ends before column end.
func (c *Canvas) Right(end, y int, st Style, text string) {
	c.Put(end-Width(text), y, st, text)
}

// Fill repeats one glyph of width 1 from x up to, not including, end.
func (c *Canvas) Fill(x, y, end int, st Style, glyph string) {
	for ; x < end; x++ {
		c.set(x, y, 1, glyph, st)
	}
}

// set writes one cluster of w columns. What it covers of another wide one is
// blanked, and so is its own half at an edge: a row always has W columns.
func (c *Canvas) set(x, y, w int, text string, st Style) {
	if y < 0 || y >= c.H {
		return
	}
	row := c.cells[y*c.W : (y+1)*c.W]
	if x < 0 || x+w > c.W {
		for i := max(x, 0); i < min(x+w, c.W); i++ {
			split(row, i, i+1)
			row[i] = cell{" ", st}
		}
		return
	}
	split(row, x, x+w)
	row[x] = cell{text, st}
	for i := 1; i < w; i++ {
		row[x+i] = cell{"", st}
	}
}

// split blanks the halves that are left of wide clusters when the columns from
// up to, not including, to are overwritten. No cluster is wider than 2.
func split(row []cell, from, to int) {
	if from > 0 && from < len(row) && row[from].text == "" {
		row[from-1].text = " "
	}
	if to < len(row) && row[to].text == "" {
		row[to].text = " "
	}
}

// Blit copies another canvas onto this one, its top left at (x, y).
func (c *Canvas) Blit(x, y int, from *Canvas) {
	left, right := max(x, 0), min(x+from.W, c.W)
	if left >= right {
		return
	}
	for row := max(-y, 0); row < min(from.H, c.H-y); row++ {
		src := from.cells[row*from.W : (row+1)*from.W]
		to := c.cells[(y+row)*c.W : (y+row+1)*c.W]
		split(to, left, right)
		copy(to[left:right], src[left-x:])
		if to[left].text == "" { // its first half lies left of the edge
			to[left].text = " "
		}
		if right < x+from.W && src[right-x].text == "" { // the second one right of it
			to[right-1].text = " "
		}
	}
}

// Restyle changes the style of every cell of a rectangle.
func (c *Canvas) Restyle(r Rect, f func(Style) Style) {
	for y := max(r.Y, 0); y < min(r.Y+r.H, c.H); y++ {
		for x := max(r.X, 0); x < min(r.X+r.W, c.W); x++ {
			k := &c.cells[y*c.W+x]
			k.style = f(k.style)
		}
	}
}

// Plain is the canvas without styles, a line a row, blanks at line ends cut:
// what a test's drawing holds.
func (c *Canvas) Plain() string {
	var b strings.Builder
	for y := 0; y < c.H; y++ {
		var row strings.Builder
		for x := 0; x < c.W; x++ {
			row.WriteString(c.cells[y*c.W+x].text)
		}
		b.WriteString(strings.TrimRight(row.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// StyleAt is the style of one cell.
func (c *Canvas) StyleAt(x, y int) Style { return c.cells[y*c.W+x].style }

// Render is the canvas as a terminal takes it, rows joined by newlines; with
// ASCII glyphs nothing but ASCII.
func (c *Canvas) Render(t *Theme) string {
	var b strings.Builder
	b.Grow(c.W*c.H*2 + 1024)
	ascii := t.G == &ASCII
	for y := 0; y < c.H; y++ {
		if y > 0 {
			b.WriteByte('\n')
		}
		var last Style
		open, before := "", ""
		for x := 0; x < c.W; x++ {
			k := &c.cells[y*c.W+x]
			text := k.text
			if text != "" {
				if joins(before, text) {
					text = lone
					if x+1 < c.W && c.cells[y*c.W+x+1].text == "" {
						text += lone
					}
				}
				before = text
			}
			if k.style != last {
				last = k.style
				if sgr := t.sgr(last); sgr != open {
					if open != "" {
						b.WriteString(reset)
					}
					b.WriteString(sgr)
					open = sgr
				}
			}
			if ascii {
				text = plain(text)
			}
			b.WriteString(text)
		}
		if open != "" {
			b.WriteString(reset)
		}
	}
	return b.String()
}

const reset = "\x1b[0m"

// Cut shortens text to w columns, the last one an ellipsis where it was cut.
func Cut(text string, w int, ellipsis string) string { return ansi.Truncate(text, w, ellipsis) }
