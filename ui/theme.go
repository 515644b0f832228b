package ui

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/muesli/termenv"

	"github.com/stillwire/stillwire/ui/draw"
)

// chooseTheme reads from the environment what the terminal can show. ascii
// asks for ASCII whatever it can.
func chooseTheme(env func(string) string, dark, ascii bool) *draw.Theme {
	return draw.NewTheme(dark, profile(env), ascii || !hasSigns(env))
}

// profile is how many colours there are. NO_COLOR: no-color.org.
func profile(env func(string) string) termenv.Profile {
	term := strings.ToLower(env("TERM"))
	if env("NO_COLOR") != "" || term == "dumb" {
		return termenv.Ascii
	}
	switch strings.ToLower(env("COLORTERM")) {
	case "truecolor", "24bit":
		if !strings.HasPrefix(term, "screen") || env("TERM_PROGRAM") == "tmux" {
			return termenv.TrueColor // GNU screen inherits the word, not the colours
		}
		return termenv.ANSI256
	}
	for _, full := range []string{"-direct", "kitty", "alacritty", "ghostty", "wezterm"} {
		if strings.Contains(term, full) {
			return termenv.TrueColor
		}
	}
	if env("WT_SESSION") != "" {
		return termenv.TrueColor // Windows Terminal
	}
	if strings.Contains(term, "256color") {
		return termenv.ANSI256
	}
	return termenv.ANSI
}

// hasSigns tells whether line-drawing signs show, one column wide each. A
// locale that is not set says nothing of the terminal, so it does not count.
func hasSigns(env func(string) string) bool {
	if env("TERM") == "linux" || env("RUNEWIDTH_EASTASIAN") == "1" {
		return false
	}
	if runtime.GOOS == "windows" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(env(name)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return true
}

// isDark finds out whether the background is dark: what was asked for, then
// STILLWIRE_THEME, then COLORFGBG, then the terminal's own word, else yes.
func isDark(asked *bool, env func(string) string, ask func() (dark, known bool)) bool {
	if asked != nil {
		return *asked
	}
	switch env("STILLWIRE_THEME") {
	case "dark":
		return true
	case "light":
		return false
	}
	// COLORFGBG is "15;0" or "0;default;15": the last number is the background.
	fields := strings.Split(env("COLORFGBG"), ";")
	if n, err := strconv.Atoi(fields[len(fields)-1]); err == nil && n >= 0 && n < 16 {
		return n < 7 || n == 8
	}
	if dark, known := ask(); known {
		return dark
	}
	return true
}
