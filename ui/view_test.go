package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/draw"
)

var prompts = []lessons.PromptKind{lessons.Busy, lessons.Continue, lessons.YourTurn, lessons.Answer,
	lessons.Try, lessons.StepDone, lessons.Finished, lessons.Stuck}

// scenesOf presses keys that bring up every kind of screen.
var ways = map[string][]string{
	"as it is": nil, "help": {"?"}, "help, scrolled": {"?", "j", "j"}, "zoom": {"z"}, "packet": {"7"},
	"packet zoomed": {"7", "z"}, "past": {"["}, "first event": {"{"}, "light": {"T"}, "notice": {"1", "r"}, "shelf": {"q"},
}

func checkSize(t *testing.T, name, got string, w, h int) {
	t.Helper()
	lines := strings.Split(got, "\n")
	if len(lines) != h {
		t.Errorf("%s: %d rows, want %d", name, len(lines), h)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != w {
			t.Errorf("%s: row %d has %d columns, want %d: %q", name, i, n, w, ansi.Strip(l))
		}
	}
}

func TestViewHasExactSize(t *testing.T) {
	for _, size := range [][2]int{{72, 20}, {80, 24}, {96, 28}, {100, 30}, {120, 40}, {220, 60}, {300, 22}, {74, 90}, {60, 10}, {5, 1}} {
		for way, keys := range ways {
			for _, k := range prompts {
				r := newRig(t, size[0], size[1], k)
				r.shelved = way == "shelf"
				r.keys(keys...)
				checkSize(t, fmt.Sprintf("%dx%d %s, prompt %d", size[0], size[1], way, k), r.View(), size[0], size[1])
			}
		}
	}
}

func TestViewBeforeTheLabIsOpen(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Busy)
	r.open(r.lesson, false)
	r.keys("n", "r", "j", "[", " ", "3", "k", "h", "R", "z")
	checkSize(t, "no lab", r.View(), 80, 24)
	r.wants("opening the lab")
	if len(r.session.did) != 0 {
		t.Errorf("keys without a lab did %v", r.session.did)
	}
}

func TestNoColour(t *testing.T) {
	colour := regexp.MustCompile(`\x1b\[[0-9;]*[;\[](3|4|9|10)[0-9]?[;m]|[34]8;`)
	for _, dark := range []bool{true, false} {
		r := newRig(t, 120, 40, lessons.YourTurn)
		r.theme = draw.NewTheme(dark, termenv.Ascii, false)
		for _, keys := range []string{"", "?"} {
			r.keys(keys)
			got := r.View()
			if bad := colour.FindString(got); bad != "" {
				t.Errorf("colour %q with NO_COLOR", bad)
			}
			if !strings.Contains(got, "\x1b[1m") {
				t.Error("bold is gone with NO_COLOR")
			}
		}
	}
}

func TestASCII(t *testing.T) {
	for way, keys := range ways {
		r := newRig(t, 120, 40, lessons.YourTurn)
		r.lesson.Title = "Händedruck — 握手" // a lesson may hold what it likes
		r.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		r.theme = draw.NewTheme(true, termenv.TrueColor, true)
		r.compose()
		r.shelved = true
		r.keys(keys...)
		got := r.View()
		if i := strings.IndexFunc(got, func(c rune) bool { return c > 0x7e }); i >= 0 {
			t.Errorf("%s: not ASCII: %q", way, got[max(i-20, 0):i+6])
		}
		checkSize(t, "ASCII "+way, got, 120, 40)
	}
}

func TestTooSmallSaysHowBig(t *testing.T) {
	r := newRig(t, 60, 12, lessons.YourTurn)
	if got, want := strings.TrimRight(r.screen(), " \n"), "stillwire needs 72x20; this is 60x12."; got != want {
		t.Errorf("screen is %q, want %q", got, want)
	}
	r.keys("r", "n", "3")
	if len(r.session.did) != 0 {
		t.Errorf("keys act unseen: %v", r.session.did)
	}
	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	r.wants("WIRE", "HELD")
}

func TestHeader(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Continue)
	r.wants("lesson › 02 The three-way handshake  step 4/9 ●●●◆○○○○○", "‖ 1 held", "Linux 6.18 kernel", " LIVE ")
	r.keys("[")
	r.wants(" PAST 32/33 ", "event 32/33")
	r.keys(".")
	r.wants(" LIVE ", "event 33/33")
	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	r.wants("4/9 ●●●◆○○○○○", "‖ 1 held", " LIVE ")
	r.session.view = viewOf(r.lesson, lessons.Finished)
	r.session.view.Step, r.session.view.Ended = 8, true
	r.show()
	r.wants("9/9 ●●●●●●●●●")
}

func TestLogLine(t *testing.T) {
	r := newRig(t, 80, 24, lessons.Continue)
	call := *r.world.snap.Calls[0]
	call.Actor, call.Name = "client", "connect"
	r.world.snap.Actors = append(r.world.snap.Actors, parkedIn(&call))
	r.show()
	r.wants(`client >>> c.connect(("127.0.0.1", 8080))  parked in connect()`)
	r.session.view = viewOf(r.lesson, lessons.Continue)
	r.session.view.Log = append(r.session.view.Log, lessons.LogLine{Actor: "client", Text: "ECONNREFUSED", Bad: true})
	r.show()
	r.wants(`client >>> c.connect(("127.0.0.1", 8080))  ECONNREFUSED`)
	r.session.view = viewOf(r.lesson, lessons.Continue)
	r.session.view.Notice, r.session.view.Bad = "expected ESTABLISHED,\nfound SYN_SENT", true
	r.show()
	r.keys("z") // the lesson's own pane says it, unless it is off the screen
	r.wants("expected ESTABLISHED, found SYN_SENT")
}

func TestFocusIsSeenWithoutColour(t *testing.T) {
	r := newRig(t, 120, 40, lessons.Continue)
	r.wants("┏━ 3 WIRE ━")
	r.keys("5")
	r.wants("┏━ 5 EPHEMERAL PORT ━", "╭─ 3 WIRE ─")
	r.keys("2")
	r.wants("┏━ 2 ● CLIENT ━", "┏━ ■ SERVER ━")
}

// BenchmarkView measures View; x/style is its cost in Style.Render of eight
// characters, measured in the same run.
func BenchmarkView(b *testing.B) {
	re := lipgloss.NewRenderer(nil, termenv.WithProfile(termenv.TrueColor), termenv.WithUnsafe())
	st := re.NewStyle().Bold(true).Foreground(lipgloss.Color("#5CC8FF"))
	for _, c := range []struct {
		name   string
		w, h   int
		cached bool
	}{
		{"120x40", 120, 40, false}, {"120x40/cached", 120, 40, true},
		{"220x60", 220, 60, false}, {"220x60/cached", 220, 60, true},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := newRig(b, c.w, c.h, lessons.YourTurn)
			var style time.Duration
			for b.Loop() {
				start := time.Now()
				_ = st.Render("12345678")
				style += time.Since(start)
				if !c.cached {
					r.compose()
				}
				_ = r.View()
			}
			b.ReportMetric(float64(b.Elapsed()-style)/float64(max(style, 1)), "x/style")
		})
	}
}
