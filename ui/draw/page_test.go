package draw

import (
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

func TestWrap(t *testing.T) {
	for _, row := range []struct {
		name    string
		w, hang int
		inks    []Ink
		want    string
	}{
		{"at blanks", 10, 0, []Ink{T(Style{}, "one two three four")}, "one two\nthree four\n"},
		{"a hanging indent", 10, 2, []Ink{T(Style{}, "one two three four")}, "one two\n  three\n  four\n"},
		{"words of two styles stay together", 8, 0, []Ink{T(Style{}, "see "), T(Style{}.B(), "accept()"), T(Style{}, ".")}, "see\naccept()\n.\n"},
		{"blanks inside and in front are kept", 20, 0, []Ink{T(Style{}, "  a   b")}, "  a   b\n"},
		{"a hard break keeps what follows indented", 20, 2, []Ink{T(Style{}, "while True:\n    pass")}, "while True:\n      pass\n"},
		{"code is broken after a sign", 12, 2, []Ink{T(Style{}, "socket.socket(AF_INET)")}, "socket.\n  socket(AF_\n  INET)\n"},
		{"a word longer than the row", 4, 1, []Ink{T(Style{}, "abcdefgh")}, "abcd\n efg\n h\n"},
		{"a sign wider than the row", 1, 0, []Ink{T(Style{}, "世 a")}, "a\n"},
		{"no text is one row", 5, 0, nil, "\n"},
	} {
		var p Page
		p.Wrap(row.w, row.hang, row.inks...)
		c := NewCanvas(row.w, len(p.Rows))
		p.Show(c, NewTheme(true, termenv.TrueColor, false), 0)
		if got := c.Plain(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

func TestShow(t *testing.T) {
	var p Page
	for _, text := range []string{"one", "two", "three", "four"} {
		p.Add(T(Style{}, text))
	}
	theme := NewTheme(true, termenv.TrueColor, false)
	for _, row := range []struct {
		scroll, h int
		want      string
	}{
		{0, 2, "one two"}, {1, 2, "two three"}, {-1, 2, "three four"}, {99, 2, "three four"}, {-1, 4, "one two three four"},
	} {
		c := NewCanvas(5, row.h)
		if n := p.Show(c, theme, row.scroll); n != 4 {
			t.Errorf("scroll %d: %d rows, want 4", row.scroll, n)
		}
		if got := strings.Join(strings.Fields(c.Plain()), " "); got != row.want {
			t.Errorf("scroll %d: got %q, want %q", row.scroll, got, row.want)
		}
	}
}

// A number that was cut must not look whole.
func TestRowSaysThatItWasCut(t *testing.T) {
	c := NewCanvas(12, 1)
	c.Row(0, NewTheme(true, termenv.TrueColor, false), Row{Left: []Ink{T(Style{}, "port 54321")}, Right: []Ink{T(Style{}, "fd 7")}})
	if got, want := c.Plain(), "port 5… fd 7\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
