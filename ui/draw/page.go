package draw

import "strings"

// Ink is a run of text in one style.
type Ink struct {
	Style Style
	Text  string
}

// T makes an Ink.
func T(st Style, text string) Ink { return Ink{Style: st, Text: text} }

// Inks writes runs one after the other, cut before column end, and returns
// the column after the last.
func (c *Canvas) Inks(x, y, end int, inks ...Ink) int {
	for _, k := range inks {
		next := c.PutIn(x, y, end, k.Style, k.Text)
		if next < x+Width(k.Text) {
			return next
		}
		x = next
	}
	return x
}

// InkWidth is the number of columns that runs take together.
func InkWidth(inks []Ink) int {
	w := 0
	for _, k := range inks {
		w += Width(k.Text)
	}
	return w
}

// Row is one line of a Page: what stands at its left and at its right edge.
type Row struct{ Left, Right []Ink }

// Page is a column of rows, of which a canvas shows as many as fit.
type Page struct{ Rows []Row }

// Add appends a row.
func (p *Page) Add(left ...Ink) { p.Rows = append(p.Rows, Row{Left: left}) }

// Both appends a row with a right end.
func (p *Page) Both(left, right []Ink) { p.Rows = append(p.Rows, Row{Left: left, Right: right}) }

// Gap appends an empty row, unless the page is empty or ends in one.
func (p *Page) Gap() {
	if n := len(p.Rows); n > 0 && len(p.Rows[n-1].Left)+len(p.Rows[n-1].Right) > 0 {
		p.Rows = append(p.Rows, Row{})
	}
}

// Show draws the rows from number scroll on; a negative scroll follows the
// end. It returns how many rows there are.
func (p *Page) Show(c *Canvas, t *Theme, scroll int) int {
	last := max(len(p.Rows)-c.H, 0)
	if scroll < 0 || scroll > last {
		scroll = last
	}
	for y := 0; y < c.H && scroll+y < len(p.Rows); y++ {
		c.Row(y, t, p.Rows[scroll+y])
	}
	return len(p.Rows)
}

// Row draws one row; where its two ends meet, the left one is cut and says so.
func (c *Canvas) Row(y int, t *Theme, r Row) {
	end := c.W
	if w := InkWidth(r.Right); w > 0 && w < c.W {
		c.Inks(c.W-w, y, c.W, r.Right...)
		end = c.W - w - 1
	}
	if c.Inks(0, y, end, r.Left...); InkWidth(r.Left) > end && end > 0 {
		c.Put(end-1, y, In(Muted), t.G.Ellipsis)
	}
}

// Wrap appends text in rows of at most w columns, broken at blanks; all rows
// but the first are indented by hang columns. "\n" breaks the line.
func (p *Page) Wrap(w, hang int, inks ...Ink) {
	if w < 1 {
		return
	}
	f := filler{page: p, w: w, hang: min(hang, w-1), fresh: true}
	for _, k := range inks {
		for rest := k.Text; rest != ""; {
			n := strings.IndexAny(rest, " \n")
			switch {
			case n < 0:
				f.word = append(f.word, T(k.Style, rest))
				rest = ""
			case n > 0:
				f.word = append(f.word, T(k.Style, rest[:n]))
				rest = rest[n:]
			case rest[0] == '\n':
				f.place()
				f.flush()
				rest = rest[1:]
			default:
				f.place()
				f.blanks = append(f.blanks, T(k.Style, " "))
				rest = rest[1:]
			}
		}
	}
	f.place()
	f.flush()
}

// filler is one Wrap at work.
type filler struct {
	page   *Page
	w      int
	hang   int
	x      int   // columns used in row
	row    []Ink // the row being filled
	blanks []Ink // between the row and the word
	word   []Ink
	fresh  bool // row holds nothing but its indent
}

// place moves the word to the row, or to a new one.
func (f *filler) place() {
	if len(f.word) == 0 {
		return
	}
	need := InkWidth(f.word)
	switch {
	case !f.fresh && f.x+len(f.blanks)+need > f.w:
		f.flush()
	case f.x+len(f.blanks) >= f.w:
		f.blanks = nil // an indent that would leave no room
	default:
		f.row = append(f.row, f.blanks...)
		f.x += len(f.blanks)
		f.blanks = nil
	}
	for _, k := range f.word {
		for f.x+Width(k.Text) > f.w {
			head := cutAt(k.Text, f.w-f.x)
			if head == "" && f.fresh {
				f.word = nil // a single sign wider than the row
				return
			}
			f.put(T(k.Style, head))
			k.Text = k.Text[len(head):]
			f.flush()
		}
		f.put(k)
	}
	f.word = nil
}

func (f *filler) put(k Ink) {
	if k.Text == "" {
		return
	}
	f.row = append(f.row, k)
	f.x += Width(k.Text)
	f.fresh = false
}

// flush ends the row and opens the next.
func (f *filler) flush() {
	f.page.Rows = append(f.page.Rows, Row{Left: f.row})
	f.row, f.blanks, f.x, f.fresh = nil, nil, f.hang, true
	if f.hang > 0 {
		f.row = []Ink{T(Style{}, strings.Repeat(" ", f.hang))}
	}
}

// cutAt is the start of a long word that fits w columns, after a sign that
// code may be broken at where there is one.
func cutAt(text string, w int) string {
	head := Cut(text, w, "")
	if n := strings.LastIndexAny(head, "(,./=_"); n > 0 && n+1 < len(text) {
		return head[:n+1]
	}
	return head
}
