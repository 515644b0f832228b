package lessons

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// blocks turns a block of Markdown into paragraphs and list items.
func (p *parsing) blocks(n ast.Node, md []byte) []Block {
	var out []Block
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		if spans := p.spans(n, md); plain(spans) != "" {
			out = append(out, Block{Kind: Paragraph, Spans: spans})
		}
	case *ast.List:
		number := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			first := true
			for c := item.FirstChild(); c != nil; c = c.NextSibling() {
				for _, b := range p.blocks(c, md) {
					b.Kind = Bullet
					if first && n.IsOrdered() {
						b.Spans = append([]Span{{Text: fmt.Sprintf("%d. ", number)}}, b.Spans...)
					}
					first = false
					out = append(out, b)
				}
			}
			number++
		}
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			for _, b := range p.blocks(c, md) {
				b.Kind = Quote
				out = append(out, b)
			}
		}
	case *ast.Heading:
		out = append(out, Block{Kind: Paragraph, Spans: []Span{{Text: plain(p.spans(n, md)), Style: Strong}}})
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		p.wrong(p.at(n), "fence", "a fence inside a list or quote", "put it at the left margin: only there it runs")
	case *ast.HTMLBlock:
		p.wrong(p.at(n), "HTML", "HTML inside a list or quote", "write Markdown")
	}
	return out
}

// spans turns a paragraph's inside into runs of one style.
func (p *parsing) spans(n ast.Node, md []byte) []Span {
	w := &spanner{p: p, md: md}
	w.children(n, Plain)
	if n := len(w.out); n > 0 {
		w.out[n-1].Text = strings.TrimRight(w.out[n-1].Text, " ")
	}
	return w.out
}

// plain is the text of spans without style.
func plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// unescape takes backslashes off and turns entities into characters.
func unescape(s string) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(s)))))
}

type spanner struct {
	p   *parsing
	md  []byte
	out []Span
}

func (w *spanner) children(n ast.Node, style SpanStyle) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c, style)
	}
}

func (w *spanner) inline(n ast.Node, style SpanStyle) {
	switch n := n.(type) {
	case *ast.Text:
		text := unescape(string(n.Segment.Value(w.md)))
		w.add(text, style)
		if n.HardLineBreak() {
			w.out = append(w.out, Span{Text: "\n"})
		} else if n.SoftLineBreak() {
			w.add(" ", style)
		}
	case *ast.String:
		w.add(string(n.Value), style)
	case *ast.CodeSpan:
		var b strings.Builder
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				b.Write(t.Segment.Value(w.md))
			}
		}
		w.out = append(w.out, Span{Text: strings.ReplaceAll(b.String(), "\n", " "), Style: Code})
	case *ast.Emphasis:
		inner := Emphasis
		if n.Level >= 2 {
			inner = Strong
		}
		if style == Strong {
			inner = Strong
		}
		w.children(n, inner)
	case *ast.AutoLink:
		w.add(string(n.Label(w.md)), style)
	case *ast.RawHTML:
		raw := string(n.Segments.Value(w.md))
		if !strings.HasPrefix(raw, "<!--") {
			w.p.wrong(w.p.place(w.p.base+max(n.Pos(), 0)), "HTML", raw, "write Markdown, or put code between backticks")
		}
	default: // links and images: their text
		w.children(n, style)
	}
}

// add joins runs of one style.
func (w *spanner) add(text string, style SpanStyle) {
	if text == "" {
		return
	}
	if n := len(w.out); n > 0 && w.out[n-1].Style == style && w.out[n-1].Text != "\n" && style != Code {
		w.out[n-1].Text += text
		return
	}
	w.out = append(w.out, Span{Text: text, Style: style})
}
