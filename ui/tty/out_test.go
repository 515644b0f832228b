package tty

import (
	"io"
	"os"
	"testing"
)

func TestOutWrapsEachWrite(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out := NewOut(w)
	if n, err := out.Write([]byte("frame")); n != 5 || err != nil {
		t.Errorf("Write says %d, %v, want 5, nil", n, err)
	}
	if n, err := io.WriteString(out, "more"); n != 4 || err != nil {
		t.Errorf("WriteString says %d, %v, want 4, nil", n, err)
	}
	if n, err := out.Write(nil); n != 0 || err != nil {
		t.Errorf("Write of nothing says %d, %v", n, err)
	}
	_ = w.Close()
	got, _ := io.ReadAll(r)
	want := "\x1b[?2026hframe\x1b[?2026l\x1b[?2026hmore\x1b[?2026l"
	if string(got) != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
	if n, err := out.Write([]byte("x")); n != 0 || err == nil {
		t.Errorf("Write to a closed file says %d, %v", n, err)
	}
}

func TestColour(t *testing.T) {
	for _, c := range []struct {
		answer      string
		dark, known bool
	}{
		{"\x1b]11;rgb:1414/1717/1e1e\x1b\\\x1b[?62c", true, true},
		{"\x1b]11;rgb:ff/ff/ff\a", false, true},
		{"\x1b]11;rgb:fdfd/f6f6/e3e3\a", false, true},
		{"\x1b]11;rgb:0/2b/36\a", true, true},
		{"\x1b[?62;22c", false, false},
		{"", false, false},
	} {
		if dark, known := colour([]byte(c.answer)); dark != c.dark || known != c.known {
			t.Errorf("%q: dark %v known %v, want %v %v", c.answer, dark, known, c.dark, c.known)
		}
	}
}
