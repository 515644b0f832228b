package lessons

import (
	"fmt"
	"strings"
)

type predictKeys struct {
	Ask     located      `yaml:"ask"`
	After   located      `yaml:"after"`
	Choices []choiceKeys `yaml:"choices"`
}

type choiceKeys struct {
	Say  located `yaml:"say"`
	When located `yaml:"when"`
	Why  located `yaml:"why"`
}

type observeKeys struct {
	Ask     located   `yaml:"ask"`
	Answer  located   `yaml:"answer"`
	Choices []located `yaml:"choices"`
}

type challengeKeys struct {
	Goal     located   `yaml:"goal"`
	Start    located   `yaml:"start"`
	Win      located   `yaml:"win"`
	Hints    []located `yaml:"hints"`
	Solution located   `yaml:"solution"`
}

func (f piece) yaml(what string) yamlText {
	return yamlText{p: f.p, what: what, first: f.first, indent: f.indent, text: f.text}
}

// need reports a key that is not there, or empty.
func (f piece) need(at Pos, what, key string, v located) bool {
	if strings.TrimSpace(v.text) != "" {
		return true
	}
	f.p.wrong(at, what, "the key "+key+" is missing", "write `"+key+": ...`")
	return false
}

func (f piece) predict() {
	var k predictKeys
	y := f.yaml("predict")
	q := &Predict{Pos: f.at, Only: f.only}
	f.p.add(q)
	if !y.read(&k) {
		q.AfterStep = true // its own problem is told; whether a beat follows is not known
		return
	}
	f.need(f.at, "predict", "ask", k.Ask)
	q.Ask = strings.TrimSpace(k.Ask.text)
	switch k.After.text {
	case "":
	case "step":
		q.AfterStep = true
	default:
		f.p.wrong(y.at(k.After), "after", fmt.Sprintf("%q", k.After.text), "write `after: step`, or leave it out to grade after the next beat")
	}
	if len(k.Choices) < 2 {
		f.p.wrong(f.at, "predict", fmt.Sprintf("%d choices", len(k.Choices)), "give at least two choices, each with say, when and why")
	}
	for i, c := range k.Choices {
		at := f.at
		for _, v := range []located{c.Say, c.When, c.Why} {
			if v.line > 0 {
				at = y.at(v)
				break
			}
		}
		what := fmt.Sprintf("choice %d", i+1)
		f.need(at, what, "say", c.Say)
		f.need(at, what, "why", c.Why)
		if f.need(at, what, "when", c.When) {
			f.p.checked("when", strings.TrimSpace(c.When.text), y.at(c.When))
		}
		q.Choices = append(q.Choices, Choice{Say: strings.TrimSpace(c.Say.text), When: strings.TrimSpace(c.When.text),
			Why: strings.TrimSpace(c.Why.text), Line: at.Line, WhenAt: y.at(c.When)})
	}
}

func (f piece) observe() {
	var k observeKeys
	y := f.yaml("observe")
	q := &Observe{Pos: f.at, Only: f.only}
	f.p.add(q)
	if !y.read(&k) {
		return
	}
	f.need(f.at, "observe", "ask", k.Ask)
	q.Ask, q.Answer, q.At = strings.TrimSpace(k.Ask.text), strings.TrimSpace(k.Answer.text), y.at(k.Answer)
	if f.need(f.at, "observe", "answer", k.Answer) {
		f.p.checked("answer", q.Answer, q.At)
	}
	for _, c := range k.Choices {
		q.Choices = append(q.Choices, strings.TrimSpace(c.text))
	}
	if len(k.Choices) == 1 {
		f.p.wrong(y.at(k.Choices[0]), "observe", "one choice", "give two or more, or none for a typed answer")
	}
}

func (f piece) challenge() {
	var k challengeKeys
	y := f.yaml("challenge")
	c := &Challenge{Pos: f.at, Only: f.only}
	f.p.add(c)
	if !y.read(&k) {
		return
	}
	f.need(f.at, "challenge", "goal", k.Goal)
	c.Goal, c.Win, c.At = strings.TrimSpace(k.Goal.text), strings.TrimSpace(k.Win.text), y.at(k.Win)
	if f.need(f.at, "challenge", "win", k.Win) {
		f.p.checked("win", c.Win, c.At)
	}
	if f.need(f.at, "challenge", "solution", k.Solution) {
		c.Solution = f.statements("solution", k.Solution, y)
	}
	if k.Start.line > 0 {
		c.Start = f.statements("start", k.Start, y)
	}
	for _, h := range k.Hints {
		c.Hints = append(c.Hints, strings.TrimSpace(h.text))
	}
}
