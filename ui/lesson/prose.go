package lesson

import (
	"strings"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

// blocks writes paragraphs, list items and quotes.
func (b *board) blocks(blocks []lessons.Block) {
	for i, k := range blocks {
		if i > 0 && (k.Kind != lessons.Bullet || blocks[i-1].Kind != lessons.Bullet) {
			b.page.Gap()
		}
		inks := spans(k.Spans)
		switch k.Kind {
		case lessons.Bullet:
			b.wrap(2, append([]draw.Ink{draw.T(muted, "- ")}, inks...)...)
		case lessons.Quote:
			b.barred(inks)
		default:
			b.wrap(0, inks...)
		}
	}
}

// spans sets runs of text in their styles.
func spans(list []lessons.Span) []draw.Ink {
	inks := make([]draw.Ink, 0, len(list))
	for _, s := range list {
		st := plain
		switch s.Style {
		case lessons.Strong, lessons.Code:
			st = bold
		case lessons.Emphasis:
			st = plain.U()
		}
		inks = append(inks, draw.T(st, s.Text))
	}
	return inks
}

// barred writes text with a line at its left.
func (b *board) barred(inks []draw.Ink) {
	var inner draw.Page
	inner.Wrap(b.w-2, 0, inks...)
	bar := draw.T(draw.In(draw.Faint), b.t.G.Life+" ")
	for _, r := range inner.Rows {
		b.page.Add(append([]draw.Ink{bar}, r.Left...)...)
	}
}

// shown writes a fence that is read and not run, line by line.
func (b *board) shown(e *lessons.Shown) {
	b.barred([]draw.Ink{draw.T(plain, strings.TrimRight(e.Text, "\n"))})
}

// marked sets `code` and **strong** of a line of a lesson's question.
func marked(st draw.Style, text string) []draw.Ink {
	text = strings.ReplaceAll(text, "**", "`")
	var inks []draw.Ink
	for i, part := range strings.Split(text, "`") {
		if part == "" {
			continue
		}
		if i%2 == 1 {
			inks = append(inks, draw.T(st.B(), part))
		} else {
			inks = append(inks, draw.T(st, part))
		}
	}
	return inks
}

// indented puts blanks before runs; Wrap keeps them at the start of a row.
func indented(n int, inks []draw.Ink) []draw.Ink {
	return append([]draw.Ink{draw.T(plain, strings.Repeat(" ", n))}, inks...)
}
