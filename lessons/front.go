package lessons

import (
	"fmt"
	"regexp"
	"strings"
)

// front matter's keys; a pointer tells a key that stands there from one that
// does not.
type frontMatter struct {
	ID      located           `yaml:"id"`
	Title   located           `yaml:"title"`
	Module  located           `yaml:"module"`
	Goal    located           `yaml:"goal"`
	After   []located         `yaml:"after"`
	Minutes int               `yaml:"minutes"`
	Engines []located         `yaml:"engines"`
	Profile located           `yaml:"profile"`
	Wire    located           `yaml:"wire"`
	Set     map[string]string `yaml:"set"`
}

var (
	engineNames  = []string{"kernel", "netstack"}
	profileNames = []string{"calm", "fast", "natural"}
	wireNames    = []string{"held", "free"}
	kebab        = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// front reads the front matter and answers the offset of what follows it.
func (p *parsing) front() int {
	const do = "begin the file with `---`, the keys id and title, and `---`"
	if p.line(1) != "---" {
		p.wrong(Pos{1, 1}, "front matter", "the file does not begin with `---`", do)
		return 0
	}
	end := 0
	for i, l := range p.lines[1:] {
		if strings.TrimRight(l, " \t") == "---" {
			end = i + 2
			break
		}
	}
	if end == 0 {
		p.wrong(Pos{1, 1}, "front matter", "its closing `---` is missing", do)
		return len(p.text)
	}
	var f frontMatter
	y := yamlText{p: p, what: "front matter", first: 2, text: strings.Join(p.lines[1:end-1], "\n") + "\n"}
	if y.read(&f) {
		p.fill(&f)
	}
	if end >= len(p.lines) {
		return len(p.text)
	}
	return p.start[end]
}

func (p *parsing) fill(f *frontMatter) {
	l := p.lesson
	l.ID, l.Title, l.Module, l.Goal = f.ID.text, f.Title.text, f.Module.text, f.Goal.text
	l.Minutes, l.Set = f.Minutes, f.Set
	for _, k := range []struct {
		name string
		v    located
	}{{"id", f.ID}, {"title", f.Title}} {
		if k.v.text == "" {
			p.wrong(Pos{1, 1}, "front matter", "the key "+k.name+" is missing", "write `"+k.name+": ...`")
		}
	}
	if l.ID != "" && !kebab.MatchString(l.ID) {
		p.wrong(f.ID.file(2), "id", fmt.Sprintf("%q", l.ID), "use small letters, digits and hyphens: three-way-handshake")
	}
	if l.Minutes < 0 {
		p.wrong(Pos{1, 1}, "minutes", fmt.Sprint(l.Minutes), "write how long the lesson takes")
	}
	for _, a := range f.After {
		if !kebab.MatchString(a.text) {
			p.wrong(a.file(2), "after", fmt.Sprintf("%q", a.text), "name lessons by their id")
		}
		l.After = append(l.After, a.text)
	}
	for _, e := range f.Engines {
		l.Engines = append(l.Engines, p.oneOf("engines", e, engineNames))
	}
	if l.Engines == nil {
		l.Engines = engineNames
	}
	l.Profile = p.oneOf("profile", f.Profile, profileNames)
	l.Wire = p.oneOf("wire", f.Wire, wireNames)
}

// oneOf takes a word out of a list; the first is the default.
func (p *parsing) oneOf(key string, v located, allowed []string) string {
	if v.line == 0 {
		return allowed[0]
	}
	for _, a := range allowed {
		if v.text == a {
			return a
		}
	}
	p.wrong(v.file(2), key, fmt.Sprintf("%q", v.text), near(v.text, allowed))
	return allowed[0]
}
