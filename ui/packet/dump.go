package packet

import (
	"fmt"

	"github.com/stillwire/stillwire/ui/draw"
)

// perRow is how many bytes stand in a row of the dump.
func (b *board) perRow() int {
	for _, n := range []int{16, 8, 4} {
		if 3+n*4 <= b.w {
			return n
		}
	}
	return 2
}

// dump is all bytes in hex and as text, each in the colour of its field.
func (b *board) dump() {
	styles := make([]draw.Style, len(b.p.Raw))
	for _, s := range b.spans {
		for i := s.From; i < min(s.To, len(styles)); i++ {
			styles[i] = b.role(s)
		}
	}
	n := b.perRow()
	for at := 0; at < len(b.p.Raw); at += n {
		row := []draw.Ink{draw.T(muted, fmt.Sprintf("%02x ", at))}
		text := make([]byte, 0, n)
		for i := at; i < at+n; i++ {
			if i >= len(b.p.Raw) {
				row = append(row, draw.T(plain, "   "))
				continue
			}
			row = append(row, draw.T(styles[i], fmt.Sprintf("%02x", b.p.Raw[i])), draw.T(plain, " "))
			text = append(text, printable(b.p.Raw[i]))
		}
		b.page.Add(append(row, draw.T(muted, string(text)))...)
	}
}

func printable(c byte) byte {
	if c < 0x20 || c > 0x7e {
		return '.'
	}
	return c
}

// fields is every field of every layer, in order of the bytes.
func (b *board) fields() {
	layer := ""
	for _, s := range b.spans {
		if s.Layer != layer {
			layer = s.Layer
			b.page.Gap()
			b.page.Add(draw.T(draw.Style{Bold: true}, layer))
		}
		left := []draw.Ink{draw.T(muted, s.Name+"  "), draw.T(b.value(b.role(s)), s.Text)}
		if draw.InkWidth(left) > b.w {
			b.page.Wrap(b.w, 2, left...)
			continue
		}
		right := ""
		switch room := b.w - draw.InkWidth(left) - 1; {
		case s.Bits > 0 && s.Bits < 8:
			right = fmt.Sprintf("%d bit", s.Bits)
		case s.To-s.From <= 8 && (s.To-s.From)*3-1 <= room:
			right = b.hex(s.From, s.To, room)
		}
		if len(right) >= b.w-draw.InkWidth(left) {
			right = ""
		}
		b.page.Both(left, []draw.Ink{draw.T(muted, right)})
	}
}

// value is a field's own colour; a muted one is set plainly beside its name.
func (b *board) value(st draw.Style) draw.Style {
	if st == muted {
		return plain
	}
	return st
}
