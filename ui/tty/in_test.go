package tty

import (
	"os"
	"testing"
	"time"
)

// feed makes an In over a pipe. Each piece is what one read of the terminal
// finds; the wait for more finds the next piece that follows at once.
func feed(t *testing.T) (in *In, write func(string), follow *[]string) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close(); _ = w.Close() })
	write = func(s string) {
		if _, err := w.WriteString(s); err != nil {
			t.Fatal(err)
		}
	}
	follow = new([]string)
	in = NewIn(r)
	in.more = func(*os.File, time.Duration) bool {
		if len(*follow) == 0 {
			return false
		}
		write((*follow)[0])
		*follow = (*follow)[1:]
		return true
	}
	return in, write, follow
}

func read(t *testing.T, in *In) string {
	t.Helper()
	buf := make([]byte, 256)
	n, err := in.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	return string(buf[:n])
}

func TestJoinsSplitSequences(t *testing.T) {
	for _, c := range []struct {
		name   string
		first  string
		follow []string
		want   string
		left   int
	}{
		{"arrow in three", "\x1b", []string{"[", "A"}, "\x1b[A", 0},
		{"arrow in two", "\x1b[", []string{"A"}, "\x1b[A", 0},
		{"key before", "j\x1b[", []string{"1;5", "C"}, "j\x1b[1;5C", 0},
		{"f1", "\x1bO", []string{"P"}, "\x1bOP", 0},
		{"f1 of the Linux console", "\x1b[[", []string{"A"}, "\x1b[[A", 0},
		{"rune", "\xe2", []string{"\x94", "\x80"}, "─", 0},
		{"lone escape", "\x1b", nil, "\x1b", 0},
		{"plain keys do not wait", "jj", []string{"k"}, "jj", 1},
		{"whole arrow does not wait", "\x1b[A", []string{"k"}, "\x1b[A", 1},
		{"whole rune does not wait", "─", []string{"k"}, "─", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, write, follow := feed(t)
			*follow = c.follow
			write(c.first)
			if got := read(t, in); got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
			if len(*follow) != c.left {
				t.Errorf("%d pieces not waited for, want %d", len(*follow), c.left)
			}
		})
	}
}

func TestDeletesAnswers(t *testing.T) {
	for _, c := range []struct {
		name  string
		reads []string
		want  []string
	}{
		{"whole, ST", []string{"\x1b]11;rgb:1414/1717/1e1e\x1b\\"}, []string{""}},
		{"whole, BEL", []string{"\x1b]11;rgb:1414/1717/1e1e\a"}, []string{""}},
		{"between keys", []string{"n\x1b]11;rgba:14/17/1e/ff\ar"}, []string{"nr"}},
		{"with device attributes", []string{"\x1b]11;rgb:f/f/f\x1b\\\x1b[?62;22cq"}, []string{"q"}},
		{"in two", []string{"\x1b]11;r", "gb:1/2/3\x1b\\n"}, []string{"", "n"}},
		{"cut at ESC", []string{"\x1b]11;rgb:1/2/3\x1b", "\\n"}, []string{"", "n"}},
		{"never ended, an arrow follows", []string{"\x1b]11;rgb:1/2/3", "\x1b[A"}, []string{"", "\x1b[A"}},
		{"cut at ESC, an arrow follows", []string{"\x1b]11;rgb:1/2/3\x1b", "[An"}, []string{"", "\x1b[An"}},
		{"alt+] and keys", []string{"\x1b]", "n", "r"}, []string{"", "n", "r"}},
		{"not device attributes", []string{"\x1b[?25h"}, []string{"\x1b[?25h"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, write, _ := feed(t)
			for i, r := range c.reads {
				write(r)
				if got := read(t, in); got != c.want[i] {
					t.Errorf("read %d is %q, want %q", i+1, got, c.want[i])
				}
			}
		})
	}
}

// No key may come out of an answer, wherever the reads cut it.
func TestAnswerCutAnywhere(t *testing.T) {
	const answer = "\x1b]11;rgb:1414/dada/bebe\x1b\\"
	for cut := 2; cut < len(answer); cut++ {
		in, write, _ := feed(t)
		write(answer[:cut])
		got := read(t, in)
		write(answer[cut:] + "n")
		got += read(t, in)
		if got != "n" {
			t.Errorf("cut after %d bytes: keys %q, want only n", cut, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("n\x1b]11;rgb:1/2/3\x1b"), []byte("\\r"))
	f.Add([]byte("\x1b["), []byte("A"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var s sift
		for _, piece := range [][]byte{a, b} {
			buf := make([]byte, len(piece)+1)
			off := s.unread(buf)
			n := off + copy(buf[off:], piece)
			if kept := s.keep(buf[:n]); kept > n {
				t.Fatalf("kept %d of %d bytes", kept, n)
			}
		}
	})
}
