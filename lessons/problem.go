package lessons

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stillwire/stillwire/lessons/script"
)

// Problem is one thing that is wrong with a lesson, at its place in the file.
type Problem struct {
	File   string
	Line   int // from 1
	Col    int // from 1, in characters
	What   string
	Found  string // what was found; "" = nothing to add
	Do     string // what to do about it; "" = it is plain
	Source string // the line of the file
}

// Error prints `file:line:col: what: what was found: what to do`, and under
// it the line with a caret.
func (p *Problem) Error() string {
	parts := []string{p.What}
	for _, s := range []string{p.Found, p.Do} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	head := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, strings.Join(parts, ": "))
	if p.Source == "" {
		return head
	}
	return head + "\n    " + strings.ReplaceAll(p.Source, "\t", " ") + "\n    " + strings.Repeat(" ", max(p.Col-1, 0)) + "^"
}

// Problems are all that is wrong with a lesson, by place.
type Problems []*Problem

func (p Problems) Error() string {
	all := make([]string, len(p))
	for i, one := range p {
		all[i] = one.Error()
	}
	return strings.Join(all, "\n")
}

// Unwrap gives the single problems to errors.As.
func (p Problems) Unwrap() []error {
	all := make([]error, len(p))
	for i, one := range p {
		all[i] = one
	}
	return all
}

func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b *Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return p
}

// source is a lesson's text, and where its lines begin.
type source struct {
	file  string
	text  []byte
	lines []string
	start []int // offset of each line
}

func newSource(file string, text []byte) *source {
	s := &source{file: file, text: text, lines: strings.Split(string(text), "\n")}
	at := 0
	for _, l := range s.lines {
		s.start = append(s.start, at)
		at += len(l) + 1
	}
	return s
}

// source is the lesson's file; one made by hand has no lines.
func (l *Lesson) source() *source {
	if l.src == nil {
		return &source{file: l.File}
	}
	return l.src
}

// place turns an offset into line and column.
func (s *source) place(offset int) Pos {
	offset = min(max(offset, 0), len(s.text))
	i, exact := slices.BinarySearch(s.start, offset)
	if !exact {
		i--
	}
	return Pos{Line: i + 1, Col: len([]rune(s.lines[i][:min(offset-s.start[i], len(s.lines[i]))])) + 1}
}

func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// problem makes a Problem at a place of the file.
func (s *source) problem(at Pos, what, found, do string) *Problem {
	return &Problem{File: s.file, Line: at.Line, Col: max(at.Col, 1), What: what, Found: found, Do: do, Source: s.line(at.Line)}
}

// scripted makes a Problem of an error of a script.
func (s *source) scripted(at Pos, what string, err error) *Problem {
	var e *script.Error
	if !errors.As(err, &e) {
		return s.problem(at, what, err.Error(), "")
	}
	if e.Line > 0 {
		at = Pos{e.Line, e.Col}
	}
	found := e.Class + ": " + e.Text
	return s.problem(at, what, found, e.Hint)
}

// near is the nearest of the words allowed, as a hint.
func near(word string, allowed []string) string {
	return "write " + strings.Join(allowed, ", ") + script.Nearest(word, allowed)
}
