package backlog

import (
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

// A queue that is only inferred says so, in wide and in narrow titles.
func TestInferredIsMarked(t *testing.T) {
	s := scenetest.Handshake()
	for i, k := range s.Snap.Sockets {
		if k.Queue == lab.AcceptQueue {
			guess := *k
			guess.ParentInferred = true
			s.Snap.Sockets[i] = &guess
		}
	}
	if _, right := New().Title(s); len(right) != 1 || right[0].Text != "whose: inferred" {
		t.Errorf("title %v", right)
	}
	if right := New().(scene.Narrower).Narrow(s); len(right) != 1 || right[0].Text != "inferred" {
		t.Errorf("narrow title %v", right)
	}
}
