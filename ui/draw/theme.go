package draw

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// hue is one role's colour on dark and on light backgrounds: true colour, of
// 256, of 16.
type hue struct{ dark, dark256, dark16, light, light256, light16 string }

var hues = [roles]hue{
	Client: {"#5CC8FF", "81", "14", "#0369C4", "25", "4"},
	Server: {"#C98BB9", "175", "13", "#7C0F63", "89", "5"},
	Flight: {"#F5A800", "214", "3", "#8F5C00", "94", "3"},
	Data:   {"#4DBB93", "72", "10", "#12735F", "23", "2"},
	Err:    {"#EC6A4C", "203", "9", "#9C3A30", "124", "1"},
	Action: {"#FBF68A", "228", "11", "#3F3D00", "58", "0"},
	Muted:  {"#A0A6B0", "248", "7", "#5A606B", "241", "8"},
	Faint:  {"#6B7280", "242", "7", "#8A909C", "245", "8"},
	Focus:  {"#FFFFFF", "231", "15", "#000000", "16", "0"},
	Bar:    {"#E6E9EF", "254", "7", "#1B1E24", "234", "0"},
}

var (
	barDark  = hue{"#262B36", "236", "0", "", "", ""}
	barLight = hue{"", "", "", "#E4E7EC", "254", "7"}
	pillText = "#10131A"
)

// Theme is a set of colours and glyphs for one terminal. It is not changed
// after it was made, but for its own cache; one goroutine draws with it.
type Theme struct {
	Dark    bool
	Profile termenv.Profile
	G       *Glyphs
	cache   map[uint16]string
}

// NewTheme makes a theme. With NO_COLOR the profile is Ascii: bold, faint and
// reverse remain.
func NewTheme(dark bool, profile termenv.Profile, ascii bool) *Theme {
	g := &Unicode
	if ascii {
		g = &ASCII
	}
	return &Theme{Dark: dark, Profile: profile, G: g, cache: map[uint16]string{}}
}

func (h hue) of(dark bool, p termenv.Profile) lipgloss.TerminalColor {
	full, some, few := h.light, h.light256, h.light16
	if dark {
		full, some, few = h.dark, h.dark256, h.dark16
	}
	switch p {
	case termenv.TrueColor:
		return lipgloss.Color(full)
	case termenv.ANSI256:
		return lipgloss.Color(some)
	}
	return lipgloss.Color(few)
}

// sgr is the escape sequence that opens a style; "" for plain text. Styles
// are cut out of lipgloss once, which spares its cost for every cell.
func (t *Theme) sgr(s Style) string {
	key := s.index()
	if seq, ok := t.cache[key]; ok {
		return seq
	}
	seq := t.open(s)
	t.cache[key] = seq
	return seq
}

func (t *Theme) open(s Style) string {
	profile := t.Profile
	if profile == termenv.Ascii {
		profile = termenv.ANSI // Ascii would drop bold and reverse too
	}
	r := lipgloss.NewRenderer(nil, termenv.WithProfile(profile), termenv.WithUnsafe())
	r.SetColorProfile(profile)
	st := r.NewStyle().Bold(s.Bold).Reverse(s.Reverse).Underline(s.Under)
	switch {
	case t.Profile == termenv.Ascii:
		st = st.Reverse(s.Reverse || s.Pill || s.OnBar).Faint(s.Role == Faint)
	case s.Pill:
		st = st.Background(hues[s.Role].of(true, profile)).Foreground(t.pillText(profile))
	default:
		if s.Role != Text {
			st = st.Foreground(hues[s.Role].of(t.Dark, profile))
		}
		if s.OnBar {
			bar := barLight
			if t.Dark {
				bar = barDark
			}
			st = st.Background(bar.of(t.Dark, profile))
		}
	}
	seq, _, _ := strings.Cut(st.Render("\x01"), "\x01")
	return seq
}

func (t *Theme) pillText(p termenv.Profile) lipgloss.TerminalColor {
	if p == termenv.ANSI {
		return lipgloss.Color("0")
	}
	return lipgloss.Color(pillText)
}
