package draw

import (
	"reflect"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// The quick way must never say anything else than the slow one.
func TestWidthIsTheSlowWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(
			rapid.RuneFrom([]rune("ab ─━┈►●■◐·×…‖›↻✓✗\u0301\ufe0f\u200d\u20e3世🏿\n\x1b")), rapid.Rune(),
		)).Draw(t, "text")
		if got, want := Width(text), ansi.StringWidth(text); got != want {
			t.Fatalf("%q is %d columns wide, want %d", text, got, want)
		}
	})
}

func TestGlyphsAreSingle(t *testing.T) {
	for _, set := range []Glyphs{Unicode, ASCII} {
		v := reflect.ValueOf(set)
		for i := range v.NumField() {
			g := v.Field(i).String()
			if ansi.StringWidth(g) != 1 || single(g) != len(g) {
				t.Errorf("%s %q: %d columns, known as single: %t", v.Type().Field(i).Name, g, ansi.StringWidth(g), single(g) == len(g))
			}
		}
	}
	for r := rune(0x2500); r <= 0x25fc; r++ {
		if ansi.StringWidth(string(r)) != 1 {
			t.Errorf("%U is not one column wide", r)
		}
	}
}
