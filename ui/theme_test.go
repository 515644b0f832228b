package ui

import (
	"testing"

	"github.com/muesli/termenv"

	"github.com/stillwire/stillwire/ui/draw"
)

type env map[string]string

func (e env) get(name string) string { return e[name] }

func TestChooseTheme(t *testing.T) {
	for _, c := range []struct {
		env   env
		flag  bool
		want  termenv.Profile
		ascii bool
	}{
		{env{"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_US.UTF-8"}, false, termenv.TrueColor, false},
		{env{"TERM": "xterm-256color", "LANG": "C.UTF-8"}, false, termenv.ANSI256, false},
		{env{"TERM": "xterm-kitty"}, false, termenv.TrueColor, false},
		{env{"TERM": "screen.xterm-256color", "COLORTERM": "truecolor"}, false, termenv.ANSI256, false},
		{env{"TERM": "screen-256color", "COLORTERM": "truecolor", "TERM_PROGRAM": "tmux"}, false, termenv.TrueColor, false},
		{env{"TERM": "xterm"}, false, termenv.ANSI, false},
		{env{"TERM": "linux", "LANG": "en_US.UTF-8"}, false, termenv.ANSI, true},
		{env{"TERM": "xterm-256color", "NO_COLOR": "1"}, false, termenv.Ascii, false},
		{env{"TERM": "xterm-256color", "LANG": "C"}, false, termenv.ANSI256, true},
		{env{"TERM": "xterm-256color", "LC_ALL": "de_DE.ISO-8859-1", "LANG": "de_DE.UTF-8"}, false, termenv.ANSI256, true},
		{env{"TERM": "xterm-256color", "LC_CTYPE": "en_US.utf8", "LANG": "C"}, false, termenv.ANSI256, false},
		{env{"TERM": "xterm-256color", "RUNEWIDTH_EASTASIAN": "1"}, false, termenv.ANSI256, true},
		{env{"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}, true, termenv.ANSI256, true},
	} {
		th := chooseTheme(c.env.get, true, c.flag)
		if th.Profile != c.want || (th.G == &draw.ASCII) != c.ascii {
			t.Errorf("%v, flag %v: profile %v ASCII %v, want %v %v", c.env, c.flag, th.Profile, th.G == &draw.ASCII, c.want, c.ascii)
		}
	}
}

func TestIsDark(t *testing.T) {
	yes, no := true, false
	light := func() (bool, bool) { return false, true }
	silent := func() (bool, bool) { return false, false }
	for _, c := range []struct {
		name  string
		asked *bool
		env   env
		ask   func() (bool, bool)
		want  bool
	}{
		{"flag over all", &yes, env{"STILLWIRE_THEME": "light"}, light, true},
		{"flag light", &no, env{"STILLWIRE_THEME": "dark"}, silent, false},
		{"environment over COLORFGBG", nil, env{"STILLWIRE_THEME": "light", "COLORFGBG": "15;0"}, silent, false},
		{"COLORFGBG dark", nil, env{"COLORFGBG": "15;0"}, light, true},
		{"COLORFGBG light, three fields", nil, env{"COLORFGBG": "0;default;15"}, silent, false},
		{"COLORFGBG bright black", nil, env{"COLORFGBG": "15;8"}, light, true},
		{"COLORFGBG says nothing", nil, env{"COLORFGBG": "default;default"}, light, false},
		{"the terminal's word", nil, env{}, light, false},
		{"a silent terminal", nil, env{}, silent, true},
	} {
		if got := isDark(c.asked, c.env.get, c.ask); got != c.want {
			t.Errorf("%s: dark is %v, want %v", c.name, got, c.want)
		}
	}
}
