package lessons

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

// TestLessonAgainstTheKernel plays the handshake lesson and holds its state
// events against what the kernel itself reports for these sockets.
func TestLessonAgainstTheKernel(t *testing.T) {
	open := onKernel(t)
	src, err := shelfFiles.ReadFile("shelf/01-three-way-handshake.md")
	if err != nil {
		t.Fatal(err)
	}
	// on a port of its own: other labs on this machine use the lesson's
	l, err := Parse("01-three-way-handshake.md", bytes.ReplaceAll(src, []byte("8080"), []byte("21999")))
	if err != nil {
		t.Fatal(err)
	}
	report := labtest.Watch(t, 21999)
	w := &witness{t: t, report: report}
	r, err := Play(t.Context(), l, func(ctx context.Context, l *Lesson) (*lab.Lab, error) {
		var err error
		w.lab, err = open(ctx, l)
		return w.lab, err
	}, w)
	if err != nil || !r.OK() {
		t.Fatal(err, r.Failures)
	}
	if w.compared < 4 { // listener, child, two clients; the second child stays half-open
		t.Errorf("%d sockets compared", w.compared)
	}
}

// witness is a transcript that has the lab checked at the lesson's end, before
// the lab is closed and the kernel reports that too.
type witness struct {
	t        *testing.T
	report   *labtest.Report
	lab      *lab.Lab
	compared int
}

func (w *witness) Write(f Fact) error {
	if strings.HasPrefix(f.Line(), "END") {
		w.compared = w.report.Check(w.t, w.lab)
	}
	return nil
}
