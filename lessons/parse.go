package lessons

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mostBytes bounds a lesson's file; a long lesson has some 20 kB.
const mostBytes = 1 << 20

// Parse reads a lesson. The error is Problems: everything that is wrong, by
// place; the lesson is nil then.
func Parse(file string, src []byte) (*Lesson, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	if len(src) > mostBytes {
		return nil, Problems{{File: file, Line: 1, Col: 1, What: "lesson too large",
			Found: fmt.Sprintf("%d bytes", len(src)), Do: fmt.Sprintf("keep it under %d", mostBytes)}}
	}
	p := &parsing{source: newSource(file, src), lesson: &Lesson{File: file}}
	p.lesson.src = p.source
	if i := badText(src); i >= 0 {
		p.wrong(p.place(i), "text", fmt.Sprintf("byte 0x%02x is not UTF-8 text", src[i]), "save the file as UTF-8")
		return nil, p.problems
	}
	body := p.front()
	p.body(body)
	p.whole()
	if len(p.problems) > 0 {
		return nil, p.problems.sorted()
	}
	return p.lesson, nil
}

// badText is the offset of the first byte that is no text; -1 = all is.
func badText(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n <= 1 || r == 0 {
			return i
		}
		i += n
	}
	return -1
}

// parsing is one file on its way to a Lesson.
type parsing struct {
	*source
	lesson   *Lesson
	step     *Step    // nil before the first heading
	notes    []string // that wait for the first step
	problems Problems
	base     int // offset of the Markdown in the file
}

func (p *parsing) wrong(at Pos, what, found, do string) {
	p.problems = append(p.problems, p.problem(at, what, found, do))
}

// body walks the Markdown after the front matter.
func (p *parsing) body(from int) {
	p.base = from
	md := p.text[from:]
	// CommonMark and nothing else: what a forge shows is what is taught
	reader := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
	doc := reader.Parse(text.NewReader(md))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n, md)
	}
	if p.step == nil && len(p.problems) == 0 {
		p.wrong(Pos{max(len(p.lines), 1), 1}, "no step", "the lesson has no level-2 heading", "begin each step with `## Title`")
	}
}

// block takes in one block of the top level.
func (p *parsing) block(n ast.Node, md []byte) {
	at := p.at(n)
	switch n := n.(type) {
	case *ast.Heading:
		p.heading(n, at, md)
	case *ast.FencedCodeBlock:
		p.fence(n, md)
	case *ast.CodeBlock:
		p.show(&Shown{Pos: at, Lang: "text", Text: string(n.Lines().Value(md))})
	case *ast.HTMLBlock:
		p.html(n, at, md)
	case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
	default:
		p.prose(at, p.blocks(n, md))
	}
}

// at is where a block stands in the file.
func (p *parsing) at(n ast.Node) Pos {
	offset := n.Pos()
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		if first := n.Lines().At(0).Start; offset < 0 || offset > first {
			offset = first
		}
	}
	if offset < 0 {
		for c := n.FirstChild(); c != nil && offset < 0; c = c.FirstChild() {
			offset = c.Pos()
		}
	}
	return p.place(p.base + max(offset, 0))
}

// heading begins a step; a deeper one is a line of prose in bold.
func (p *parsing) heading(n *ast.Heading, at Pos, md []byte) {
	at.Col = 1
	title := strings.TrimSpace(plain(p.spans(n, md)))
	switch {
	case n.Level == 1:
		p.wrong(at, "heading", "a level-1 heading", "the title stands in the front matter; steps are `## Title`")
	case n.Level > 2:
		p.prose(at, []Block{{Kind: Paragraph, Spans: []Span{{Text: title, Style: Strong}}}})
	case title == "":
		p.wrong(at, "heading", "a step without a title", "write `## Title`")
	default:
		p.step = &Step{Title: title, Line: at.Line, Notes: p.notes}
		p.notes = nil
		p.lesson.Steps = append(p.lesson.Steps, p.step)
	}
}

// html takes speaker notes; other comments say nothing to the student.
func (p *parsing) html(n *ast.HTMLBlock, at Pos, md []byte) {
	raw := n.Lines().Value(md)
	if n.HasClosure() {
		raw = append(bytes.Clone(raw), n.ClosureLine.Value(md)...)
	}
	rest := strings.TrimSpace(string(raw))
	for rest != "" {
		inside, after, closed := strings.Cut(rest, "-->")
		if !strings.HasPrefix(inside, "<!--") || !closed {
			p.wrong(at, "HTML", strings.SplitN(rest, "\n", 2)[0], "write Markdown; only comments may be HTML: <!-- notes: ... -->")
			return
		}
		inside = strings.TrimSpace(strings.TrimPrefix(inside, "<!--"))
		if note, ok := strings.CutPrefix(inside, "notes:"); ok {
			note = strings.TrimSpace(note)
			if p.step == nil {
				p.notes = append(p.notes, note)
			} else {
				p.step.Notes = append(p.step.Notes, note)
			}
		}
		rest = strings.TrimSpace(after)
	}
}

// add puts an element into the open step.
func (p *parsing) add(e Element) {
	if p.step == nil {
		p.wrong(e.Where(), "block before the first step", "it belongs to no step", "put a heading `## Title` above it")
		return
	}
	p.step.Elements = append(p.step.Elements, e)
}

func (p *parsing) show(s *Shown) {
	if s.Lang == "" {
		s.Lang = "text"
	}
	p.add(s)
}

// prose adds blocks to the open step's last prose, or to the introduction.
func (p *parsing) prose(at Pos, blocks []Block) {
	if len(blocks) == 0 {
		return
	}
	if p.step == nil {
		p.lesson.Intro = append(p.lesson.Intro, blocks...)
		return
	}
	if n := len(p.step.Elements); n > 0 {
		if last, ok := p.step.Elements[n-1].(*Prose); ok {
			last.Blocks = append(last.Blocks, blocks...)
			return
		}
	}
	p.add(&Prose{Pos: at, Blocks: blocks})
}

// whole looks at what only the whole lesson shows.
func (p *parsing) whole() {
	for _, s := range p.lesson.Steps {
		open := []*Predict{}
		for _, e := range s.Elements {
			switch e := e.(type) {
			case *Predict:
				open = append(open, e)
			case *Beat:
				open = nil
			}
		}
		for _, q := range open {
			if !q.AfterStep {
				p.wrong(q.Pos, "predict", "no beat follows it in its step", "put the beat that decides it below, or say `after: step`")
			}
		}
	}
}
