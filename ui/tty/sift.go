package tty

import "bytes"

// longest is the most bytes that the answer to a colour question takes.
const longest = 64

// sift deletes the terminal's answers from its input: OSC colour reports
// (xterm control sequences, "Operating System Commands") and device
// attributes (DA1). Without it a late answer would act as keys: the r of
// "rgb:" would release a packet.
type sift struct {
	inside bool // in an answer that began in an earlier read
	taken  int  // bytes of it so far
	begun  bool // the last byte read was an ESC inside an answer
}

// unread puts an escape whose meaning was open before the next read's bytes
// and returns how many bytes that took.
func (s *sift) unread(p []byte) int {
	if !s.begun || len(p) < 2 {
		return 0
	}
	s.begun = false
	p[0] = esc
	return 1
}

// keep moves the bytes that are no answer to the front of b and returns how
// many there are.
func (s *sift) keep(b []byte) int {
	kept := 0
	for i := 0; i < len(b); {
		if s.inside {
			i += s.answer(b[i:])
			continue
		}
		if b[i] == esc {
			if bytes.HasPrefix(b[i:], []byte("\x1b]")) {
				s.inside, s.taken = true, 0
				i += 2
				continue
			}
			if n := attributes(b[i:]); n > 0 {
				i += n
				continue
			}
		}
		b[kept] = b[i]
		kept++
		i++
	}
	return kept
}

// answer takes bytes of an OSC answer and returns how many; it leaves the
// answer at its end, or at a byte that no colour report has.
func (s *sift) answer(b []byte) int {
	for i, c := range b {
		switch {
		case c == '\a':
			s.inside = false
			return i + 1
		case c == esc && i+1 == len(b):
			s.begun = true
			return i + 1
		case c == esc && b[i+1] == '\\':
			s.inside = false
			return i + 2
		case !reports(c) || s.taken == 0 && (c < '0' || c > '9') || s.taken >= longest:
			s.inside = false
			return i
		}
		s.taken++
	}
	return len(b)
}

// reports tells whether a colour report may hold the byte:
// "11;rgb:1414/1717/1e1e".
func reports(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'g' || c >= 'A' && c <= 'F' ||
		c == ';' || c == ':' || c == '/' || c == 'r'
}

// attributes is the length of a whole DA1 answer, "ESC [ ? 6 2 ; 2 2 c", at
// the front of b; 0 if there is none.
func attributes(b []byte) int {
	if !bytes.HasPrefix(b, []byte("\x1b[?")) {
		return 0
	}
	for i := 3; i < len(b); i++ {
		switch c := b[i]; {
		case c == 'c':
			return i + 1
		case (c < '0' || c > '9') && c != ';':
			return 0
		}
	}
	return 0
}
