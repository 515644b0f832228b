package draw

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is the number of columns that text takes.
func Width(text string) int {
	n := 0
	for rest := text; rest != ""; n++ {
		size := single(rest)
		if size == 0 {
			return ansi.StringWidth(text)
		}
		rest = rest[size:]
	}
	return n
}

// singles are the signs of the glyph tables outside U+2500..U+25FC.
const singles = "·×…‖›↻✓✗"

// single is the size in bytes of the first sign of text if it takes one column
// for certain: printable ASCII or a glyph of ours, with nothing after it that
// could join it. 0 means that the slow way must say; that way costs twenty
// times as much, and nearly all of a screen goes this one.
func single(text string) int {
	size := plainSign(text)
	if size == 0 || len(text) > size && plainSign(text[size:]) == 0 {
		return 0
	}
	return size
}

func plainSign(text string) int {
	if b := text[0]; b < utf8.RuneSelf {
		if b < 0x20 || b == 0x7f {
			return 0
		}
		return 1
	}
	r, size := utf8.DecodeRuneInString(text)
	if r >= 0x2500 && r <= 0x25fc || r != utf8.RuneError && strings.ContainsRune(singles, r) {
		return size
	}
	return 0
}

// lone stands for a sign that cannot stand in a column of its own.
const lone = "?"

// joins tells whether a terminal would take two neighbouring cells for one
// cluster, a letter and a mark that came from elsewhere, and so lose a column.
func joins(before, text string) bool {
	if before == "" || plainSign(before) > 0 && plainSign(text) > 0 {
		return false
	}
	both := before + text
	g, _ := ansi.FirstGraphemeCluster(both, ansi.GraphemeWidth)
	return len(g) > len(before)
}
