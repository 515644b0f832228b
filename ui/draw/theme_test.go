package draw

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// paper is a canvas with every role in every form.
func paper() *Canvas {
	c := NewCanvas(40, int(roles))
	for r := range roles {
		x := 0
		for _, st := range []Style{In(r), In(r).B(), In(r).P(), In(r).Bar(), {Role: r, Reverse: true}} {
			x = c.Put(x, int(r), st, "word ")
		}
	}
	return c
}

func TestProfiles(t *testing.T) {
	for _, c := range []struct {
		name    string
		profile termenv.Profile
		has     string // every style of a role must have it
		not     string
	}{
		{"true colour", termenv.TrueColor, `38;2;`, `38;5;`},
		{"256 colours", termenv.ANSI256, `38;5;`, `38;2;`},
		{"16 colours", termenv.ANSI, `\x1b\[(1;)?(3|9)[0-7]`, `[34]8;`},
		{"no colours", termenv.Ascii, `\x1b\[(1|7|2)`, `[;\[](3|4|9|10)[0-9][;m]|[34]8;`},
	} {
		for _, dark := range []bool{true, false} {
			got := paper().Render(NewTheme(dark, c.profile, false))
			if !regexp.MustCompile(c.has).MatchString(got) {
				t.Errorf("%s, dark %v: no %s in %q", c.name, dark, c.has, got)
			}
			if bad := regexp.MustCompile(c.not).FindString(got); bad != "" {
				t.Errorf("%s, dark %v: %q in %q", c.name, dark, bad, got)
			}
		}
	}
}

// A reset ends every style, so that none runs on into the next row.
func TestRowsEndPlain(t *testing.T) {
	for _, row := range strings.Split(paper().Render(NewTheme(true, termenv.TrueColor, false)), "\n") {
		open := regexp.MustCompile(`\x1b\[[0-9;]*m`).FindAllString(row, -1)
		if len(open) > 0 && open[len(open)-1] != reset {
			t.Errorf("row ends in style %q", open[len(open)-1])
		}
	}
}

// Every glyph is one column wide; ASCII's are ASCII.
func TestGlyphs(t *testing.T) {
	for _, g := range []Glyphs{Unicode, ASCII} {
		v := reflect.ValueOf(g)
		for i := range v.NumField() {
			name, s := v.Type().Field(i).Name, v.Field(i).String()
			if Width(s) != 1 {
				t.Errorf("%s %q is %d columns wide", name, s, Width(s))
			}
			if g == ASCII && s[0] >= 0x80 {
				t.Errorf("%s %q is not ASCII", name, s)
			}
		}
	}
}

func BenchmarkRender(b *testing.B) {
	c := NewCanvas(120, 40)
	for y := range 40 {
		for x := 0; x < 120; {
			x = c.Put(x, y, In(Role(x%int(roles))), "some words ─── ")
		}
	}
	th := NewTheme(true, termenv.TrueColor, false)
	for b.Loop() {
		c.Render(th)
	}
}
