package draw

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

func TestPut(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"cut at the edge", "abcdefgh", "abcdef\n"},
		{"controls are left out", "a\x1b[31m\tb", "a[31mb\n"},
		{"8-bit controls too", "a\u009b31mb", "a31mb\n"},
		{"a lone byte is a replacement sign", "a\x9bb", "a\uFFFDb\n"},
		{"bidi overrides too", "a\u202eb", "ab\n"},
		{"combining", "e\u0301x", "e\u0301x\n"},
		{"wide", "漢字x", "漢字x\n"},
		{"wide, half of it cut", "abcde漢", "abcde\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := NewCanvas(6, 1)
			p.Put(0, 0, Style{}, c.text)
			if got := p.Plain(); got != c.want {
				t.Errorf("drew %q, want %q", got, c.want)
			}
		})
	}
}

func TestOverwriteHalfOfWide(t *testing.T) {
	for x, want := range map[int]string{0: "x 字\n", 1: " x字\n", 2: "漢x\n", 3: "漢 x\n", -1: "漢字\n"} {
		p := NewCanvas(4, 1)
		p.Put(0, 0, Style{}, "漢字")
		p.Put(x, 0, Style{}, "x")
		if got := p.Plain(); got != want {
			t.Errorf("x at %d: drew %q, want %q", x, got, want)
		}
	}
}

func TestBlitCutsWide(t *testing.T) {
	from := NewCanvas(4, 1)
	from.Put(0, 0, Style{}, "漢字")
	for x, want := range map[int]string{-1: " 字.\n", 0: "漢字\n", 1: ".漢 \n", 3: "... \n"} {
		p := NewCanvas(4, 1)
		p.Put(0, 0, Style{}, "....")
		p.Blit(x, 0, from)
		if got := p.Plain(); strings.TrimRight(got, " \n") != strings.TrimRight(want, " \n") {
			t.Errorf("at %d: drew %q, want %q", x, got, want)
		}
	}
}

// Whatever is drawn, rows have exactly W columns and say nothing to the
// terminal but styles.
func TestRowsAreExact(t *testing.T) {
	sgr := regexp.MustCompile(`\x1b\[[0-9;:]*m`)
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 20).Draw(t, "w"), rapid.IntRange(1, 4).Draw(t, "h")
		c := NewCanvas(w, h)
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"漢字", "a漢", "\x9b", "👨‍👩‍👧", "é", "A\x00ः", "\u0600", "\u0301", "🇩🇪🇫"}))
		for range rapid.IntRange(0, 6).Draw(t, "writes") {
			x, y := rapid.IntRange(-3, 22).Draw(t, "x"), rapid.IntRange(-1, 4).Draw(t, "y")
			st := Style{Role: Role(rapid.IntRange(0, int(roles)-1).Draw(t, "role")), Pill: rapid.Bool().Draw(t, "pill")}
			if rapid.Bool().Draw(t, "blit") {
				part := NewCanvas(rapid.IntRange(0, 5).Draw(t, "pw"), 2)
				part.Put(0, 0, st, text.Draw(t, "text"))
				c.Blit(x, y, part)
				continue
			}
			c.Put(x, y, st, text.Draw(t, "text"))
		}
		for _, ascii := range []bool{false, true} {
			lines := strings.Split(c.Render(NewTheme(true, termenv.TrueColor, ascii)), "\n")
			if len(lines) != h {
				t.Fatalf("%d rows, want %d", len(lines), h)
			}
			for _, line := range lines {
				bare := sgr.ReplaceAllString(line, "")
				if strings.ContainsFunc(bare, func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }) {
					t.Fatalf("row speaks to the terminal: %q", bare)
				}
				if got := ansi.StringWidth(bare); got != w {
					t.Fatalf("row %q has %d columns, want %d", bare, got, w)
				}
				if ascii && strings.ContainsFunc(bare, func(r rune) bool { return r >= 0x80 }) {
					t.Fatalf("row is not ASCII: %q", bare)
				}
			}
		}
	})
}

func TestRestyle(t *testing.T) {
	c := NewCanvas(4, 2)
	c.Put(0, 0, In(Client).P(), "abcd")
	c.Restyle(Rect{1, 0, 2, 5}, func(Style) Style { return In(Faint) })
	for x, want := range []Style{In(Client).P(), In(Faint), In(Faint), In(Client).P()} {
		if got := c.StyleAt(x, 0); got != want {
			t.Errorf("column %d has style %+v, want %+v", x, got, want)
		}
	}
}
