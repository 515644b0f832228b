package lessons

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Fact is one line of a transcript.
type Fact interface {
	// Line is the fact for people: a fixed first word, then one fact; "" is
	// left out.
	Line() string
}

// object is a Fact that the JSON transcript has too.
type object interface{ object() }

// Transcript writes facts in the order in which they happen.
type Transcript interface {
	Write(Fact) error
}

// TextTranscript writes one line a fact, for people and for screen readers.
func TextTranscript(w io.Writer) Transcript { return textLines{w} }

type textLines struct{ w io.Writer }

func (t textLines) Write(f Fact) error {
	line := f.Line()
	if line == "" {
		return nil
	}
	if _, err := fmt.Fprintln(t.w, line); err != nil {
		return fmt.Errorf("writing the transcript: %w", err)
	}
	return nil
}

// JSONTranscript writes one JSON object a line.
func JSONTranscript(w io.Writer) Transcript { return jsonLines{w} }

type jsonLines struct{ w io.Writer }

func (t jsonLines) Write(f Fact) error {
	if _, ok := f.(object); !ok {
		return nil
	}
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(f); err != nil {
		return fmt.Errorf("writing the transcript: %w", err)
	}
	if _, err := t.w.Write(line.Bytes()); err != nil {
		return fmt.Errorf("writing the transcript: %w", err)
	}
	return nil
}

type lessonFact struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Engine string `json:"engine"`
	Stack  string `json:"stack"`
	Seq    int    `json:"seq"`
}

func (lessonFact) object() {}
func (f lessonFact) Line() string {
	return fmt.Sprintf("LESSON %s on %s (%s)", f.ID, f.Engine, f.Stack)
}

type stepFact struct {
	title      string
	number, of int
}

func (f stepFact) Line() string { return fmt.Sprintf("STEP %d of %d: %s", f.number, f.of, f.title) }

type beatFact struct{ actor, source string }

func (f beatFact) Line() string {
	return "DO " + f.actor + " >>> " + strings.ReplaceAll(f.source, "\n", "\n   "+f.actor+" ... ")
}

type printedFact struct {
	actor, text string
	bad         bool
}

func (f printedFact) Line() string {
	word := "PRINT "
	if f.bad {
		word = "ERROR "
	}
	return word + f.actor + ": " + strings.ReplaceAll(f.text, "\n", "\n"+word+f.actor+": ")
}

type expectFact struct {
	Kind string `json:"kind"`
	OK   bool   `json:"ok"`
	At   int    `json:"line"`
	Expr string `json:"expr"`
	Saw  string `json:"saw,omitempty"`
}

type predictFact struct {
	Kind string  `json:"kind"`
	OK   bool    `json:"ok"`
	At   int     `json:"line"`
	True *string `json:"true"`
}

type observeFact struct {
	line   int
	answer string
	ok     bool
}

type challengeFact struct {
	Kind       string `json:"kind"`
	OK         bool   `json:"ok"`
	At         int    `json:"line"`
	WonAtStart bool   `json:"won_at_start"`
	Won        bool   `json:"won"`
	missing    string
}

type endFact struct {
	Kind         string   `json:"kind"`
	OK           bool     `json:"ok"`
	Expectations int      `json:"expectations"`
	Failed       int      `json:"failed"`
	Failures     []string `json:"failures,omitempty"`
}

func (expectFact) object()    {}
func (predictFact) object()   {}
func (challengeFact) object() {}
func (endFact) object()       {}

func (f expectFact) Line() string {
	if f.OK {
		return fmt.Sprintf("EXPECT line %d holds: %s", f.At, f.Expr)
	}
	return fmt.Sprintf("EXPECT line %d FAILS: %s: %s", f.At, f.Expr, f.Saw)
}

func (f predictFact) Line() string {
	if f.True == nil {
		return fmt.Sprintf("PREDICT line %d FAILS: not exactly one choice is true", f.At)
	}
	return fmt.Sprintf("PREDICT line %d: true is %q", f.At, *f.True)
}

func (f observeFact) Line() string {
	if !f.ok {
		return fmt.Sprintf("OBSERVE line %d FAILS: %q is none of the choices", f.line, f.answer)
	}
	return fmt.Sprintf("OBSERVE line %d: %s", f.line, f.answer)
}

func (f challengeFact) Line() string {
	switch {
	case f.WonAtStart:
		return fmt.Sprintf("CHALLENGE line %d FAILS: won before anything was done", f.At)
	case !f.Won:
		return fmt.Sprintf("CHALLENGE line %d FAILS: its solution does not win: %s", f.At, f.missing)
	}
	return fmt.Sprintf("CHALLENGE line %d: not won at its start, won by its solution", f.At)
}

func (f endFact) Line() string {
	if f.OK {
		return fmt.Sprintf("END ok: %d expectations, 0 failed", f.Expectations)
	}
	return fmt.Sprintf("END: %d expectations, %d failed\nFAIL %s", f.Expectations, f.Failed, strings.Join(f.Failures, "\nFAIL "))
}
