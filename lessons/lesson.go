// Package lessons is the teacher: it reads lesson files, plays them on a lab,
// asks, and grades by what the stack just did. It knows no terminal.
package lessons

import "strings"

// Lesson is one Markdown file: front matter, an opening, and its steps.
type Lesson struct {
	File    string // as named in errors
	ID      string
	Title   string
	Module  string
	Goal    string
	After   []string
	Minutes int
	Engines []string          // default: kernel, netstack
	Profile string            // calm, fast, natural
	Wire    string            // held, free
	Set     map[string]string // tunables, before the first socket
	Intro   []Block           // prose before the first heading
	Steps   []*Step

	src *source // the file, for errors
}

// Step is a level-2 heading with what stands under it.
type Step struct {
	Title    string
	Line     int
	Notes    []string // speaker notes (HTML comments "notes: ...")
	Elements []Element
}

// Element is one thing in a step: *Prose, *Beat, *Expect, *Predict, *Observe,
// *Challenge or *Shown.
type Element interface{ Where() Pos }

// Pos is a place in the lesson's file; both count from 1.
type Pos struct{ Line, Col int }

// Where makes everything that embeds a Pos an Element.
func (p Pos) Where() Pos { return p }

// Prose is paragraphs and lists to read.
type Prose struct {
	Pos
	Blocks []Block
}

// BlockKind is how a Block is set.
type BlockKind int

const (
	Paragraph BlockKind = iota
	Bullet              // one list item
	Quote
)

// Block is one paragraph or list item.
type Block struct {
	Kind  BlockKind
	Spans []Span
}

// SpanStyle is how a run of text is set.
type SpanStyle int

const (
	Plain SpanStyle = iota
	Strong
	Emphasis
	Code
)

// Span is a run of text in one style. A hard line break is the text "\n".
type Span struct {
	Text  string
	Style SpanStyle
}

// Beat is the smallest step: one top-level statement of an actor, or of the
// wire (Actor "wire").
type Beat struct {
	Pos
	Actor  string
	Source string   // the statement, without its fence
	Fence  int      // line of the fence it stands in
	Only   []string // engines it is guarded for; nil = all
}

// OnWire tells whether the hand on the packets makes this beat.
func (b *Beat) OnWire() bool { return b.Actor == "wire" }

// Expect is lines that must all be true once the lab has settled.
type Expect struct {
	Pos
	Exprs []Expr
	Only  []string
}

// Expr is one boolean expression and its line in the file.
type Expr struct {
	Line int
	Col  int
	Text string
	Only []string // engines it is guarded for; nil = all
}

// Predict is a question answered before the next fence of beats, graded when
// the last of them has been played.
type Predict struct {
	Pos
	Ask       string
	Choices   []Choice
	AfterStep bool // graded after all the step's beats rather than the next one
	Only      []string
}

// Choice is one answer; it is the true one if When holds on the lab.
type Choice struct {
	Say, When, Why string
	Line           int
	WhenAt         Pos // where When begins
}

// Observe is a question about what can be seen now; Answer is evaluated.
type Observe struct {
	Pos
	Ask     string
	Answer  string
	Choices []string
	At      Pos // where Answer begins
	Only    []string
}

// Challenge is a goal to be brought about by hand, on any path.
type Challenge struct {
	Pos
	Goal     string
	Start    []*Beat
	Win      string
	Hints    []string
	Solution []*Beat
	At       Pos // where Win begins
	Only     []string
}

// Shown is a fence that is read, not run.
type Shown struct {
	Pos
	Lang, Text string
}

// For tells whether a guard lets an engine through.
func For(only []string, engine string) bool {
	if len(only) == 0 {
		return true
	}
	for _, o := range only {
		if strings.EqualFold(o, engine) {
			return true
		}
	}
	return false
}
