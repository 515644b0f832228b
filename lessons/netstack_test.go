package lessons

import (
	"bytes"
	"context"
	"runtime"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/netstack"
)

// onNetstack opens a lesson's lab on netstack, which every machine has.
func onNetstack(ctx context.Context, l *Lesson) (*lab.Lab, error) {
	return netstack.Open(ctx, l.Options())
}

// TestShelfOnNetstack: every lesson holds there too, and a second playing, on
// however many processors, gives the same transcript byte for byte.
func TestShelfOnNetstack(t *testing.T) {
	all, err := Shelf()
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, l := range all {
		t.Run(l.ID, func(t *testing.T) {
			var first string
			for _, processors := range []int{1, 2, 8, 2} {
				runtime.GOMAXPROCS(processors)
				var text, objects bytes.Buffer
				r, err := Play(t.Context(), l, onNetstack, both{JSONTranscript(&objects), TextTranscript(&text)})
				if err != nil {
					t.Fatal(err)
				}
				if !r.OK() {
					t.Fatalf("%d of %d failed:\n%v\n%s", r.Failed, r.Expectations, r.Failures, text.String())
				}
				if r.Expectations == 0 || r.Challenges == 0 {
					t.Errorf("%d expectations, %d challenges: was it played?", r.Expectations, r.Challenges)
				}
				switch got := text.String() + objects.String(); {
				case first == "":
					first = got
				case got != first:
					t.Fatalf("at GOMAXPROCS %d the transcript differs:\n%s\nfirst\n%s", processors, got, first)
				}
			}
		})
	}
}

// both writes a transcript in two formats.
type both [2]Transcript

func (b both) Write(f Fact) error {
	if err := b[0].Write(f); err != nil {
		return err
	}
	return b[1].Write(f)
}
