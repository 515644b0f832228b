package lessons

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/stillwire/stillwire/lessons/script"
)

var (
	actorName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	guardAtom = regexp.MustCompile(`^\[([a-z, ]*)\]$`)
	guardTail = regexp.MustCompile(`[ \t]+\[((?:kernel|netstack)(?:[ \t]*,[ \t]*(?:kernel|netstack))*)\][ \t]*$`)

	// names that expressions give to other things
	reserved = []string{"expect", "predict", "observe", "challenge", "sockets", "ports", "counters", "clock", "socket"}
	asked    = []string{"predict", "observe", "challenge"}
)

// piece is a fence's inside and its place.
type piece struct {
	p      *parsing
	at     Pos // the opening line
	first  int // first line inside
	indent int // columns cut from the left
	text   string
	only   []string
}

// fence takes in one fenced block, by the words after its ticks.
func (p *parsing) fence(n *ast.FencedCodeBlock, md []byte) {
	at := p.at(n)
	if n.Info != nil {
		at = p.place(p.base + n.Info.Segment.Start)
	} else if n.Lines().Len() > 0 {
		at = p.place(p.base + n.Lines().At(0).Start)
		at.Line--
	}
	at.Col = 1
	f := piece{p: p, at: at, first: at.Line + 1, text: string(n.Lines().Value(md))}
	if n.Lines().Len() > 0 {
		start := p.place(p.base + n.Lines().At(0).Start)
		f.first, f.indent = start.Line, start.Col-1
	}
	var words []string
	if n.Info != nil {
		info := string(n.Info.Segment.Value(md))
		if m := guardTail.FindStringSubmatch(info); m != nil {
			f.only = guards(m[1])
			info = strings.TrimSuffix(info, m[0])
		}
		words = strings.Fields(info)
	}
	if last := len(words) - 1; last > 0 && strings.HasPrefix(words[last], "[") {
		p.wrong(at, "guard", words[last], "guard with an engine's name: [kernel] or [netstack]")
		return
	}
	p.kind(f, words)
}

func guards(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

// kind sorts fences by their words.
func (p *parsing) kind(f piece, words []string) {
	lang, who := "", ""
	if len(words) > 0 {
		lang = words[0]
	}
	if len(words) > 1 {
		who = words[1]
	}
	switch {
	case lang != "python" && lang != "yaml" || who == "":
		p.show(&Shown{Pos: f.at, Lang: lang, Text: f.text})
	case len(words) > 2:
		p.wrong(f.at, "fence", strings.Join(words, " "), "a fence has two words and perhaps a guard: `python server [kernel]`")
	case lang == "yaml":
		switch who {
		case "predict":
			f.predict()
		case "observe":
			f.observe()
		case "challenge":
			f.challenge()
		default:
			p.wrong(f.at, "fence", "yaml "+who, near(who, asked))
		}
	case who == "expect":
		f.expect()
	case !actorName.MatchString(who) || slices.Contains(reserved, who):
		p.wrong(f.at, "fence", "python "+who, "name an actor (server, client, client2 ...), wire or expect")
	default:
		for _, b := range f.beats(who) {
			p.add(b)
		}
	}
}

// code is the fence's inside as a script.
func (f piece) code() script.Code {
	return script.Code{File: f.p.file, Line: f.first, Col: f.indent + 1, Indent: f.indent, Text: f.text}
}

func (f piece) beats(actor string) []*Beat {
	all, err := script.Split(f.code())
	if err != nil {
		f.p.problems = append(f.p.problems, f.p.scripted(f.at, actor, err))
		return nil
	}
	if len(all) == 0 && !strings.Contains(f.text, "import") {
		f.p.wrong(f.at, "fence", "no statement in it", "write what "+actor+" does, or take the fence out")
	}
	var beats []*Beat
	for _, s := range all {
		beats = append(beats, &Beat{Pos: Pos{s.Line, s.Col}, Actor: actor, Source: s.Text, Fence: f.at.Line, Only: f.only})
	}
	return beats
}

// expect reads one expression a line.
func (f piece) expect() {
	e := &Expect{Pos: f.at, Only: f.only}
	for i, line := range strings.Split(f.text, "\n") {
		x := Expr{Line: f.first + i}
		if m := guardTail.FindStringSubmatch(line); m != nil {
			x.Only = guards(m[1])
			line = strings.TrimSuffix(line, m[0])
		}
		x.Text = strings.TrimSpace(line)
		if x.Text == "" || strings.HasPrefix(x.Text, "#") {
			continue
		}
		x.Col = f.indent + 1 + len([]rune(line)) - len([]rune(strings.TrimLeft(line, " \t")))
		if f.p.checked("expect", x.Text, Pos{x.Line, x.Col}) {
			e.Exprs = append(e.Exprs, x)
		}
	}
	if len(e.Exprs) == 0 && len(f.p.problems) == 0 {
		f.p.wrong(f.at, "expect", "no expression in it", "write one boolean expression a line")
	}
	f.p.add(e)
}

// checked reads an expression early, so that its errors are found early.
func (p *parsing) checked(what, text string, at Pos) bool {
	err := script.CheckExpr(script.Code{File: p.file, Line: at.Line, Col: at.Col, Text: text})
	if err != nil {
		p.problems = append(p.problems, p.scripted(at, what, err))
	}
	return err == nil
}

// statements reads `actor: statement` lines.
func (f piece) statements(key string, v located, y yamlText) []*Beat {
	at := y.at(v)
	var beats []*Beat
	for i, line := range strings.Split(v.text, "\n") {
		here := Pos{at.Line + i, at.Col}
		text := strings.TrimSpace(line)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		actor, source, ok := strings.Cut(text, ":")
		if !ok || !actorName.MatchString(actor) || slices.Contains(reserved, actor) {
			f.p.wrong(here, key, fmt.Sprintf("%q", text), "write `actor: statement`, one a line")
			continue
		}
		trimmed := strings.TrimLeft(source, " ")
		here.Col += len(line) - len(strings.TrimLeft(line, " ")) + len(actor) + 1 + len(source) - len(trimmed)
		one := piece{p: f.p, at: here, first: here.Line, indent: here.Col - 1, text: trimmed, only: f.only}
		beats = append(beats, one.beats(actor)...)
	}
	return beats
}
