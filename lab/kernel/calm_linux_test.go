package kernel

import (
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

// bench is a lab of its own for one test.
func bench(t *testing.T) *labtest.Bench {
	t.Parallel()
	if err := Available(); err != nil {
		t.Skipf("no kernel lab on this machine: %v", err)
	}
	return &labtest.Bench{TB: t, Lab: open(t, AnyWire, lab.Options{}), Server: labtest.Server}
}

// until waits for the lab to come to a state that only the kernel's timers
// bring about.
func until(b *labtest.Bench, what string, is func(*lab.Snapshot) bool) *lab.Snapshot {
	b.Helper()
	moved, end := b.Lab.Watch()
	defer end()
	late := time.After(30 * time.Second)
	for {
		if s := b.Settle(); is(s) {
			return s
		}
		select {
		case <-moved:
		case <-late:
			b.Fatalf("waited in vain: %s", what)
		}
	}
}

// A held segment that the kernel sends again stays one packet, counted up;
// also when it was delivered and its answer is held.
func TestHeldSegmentIsSwallowed(t *testing.T) {
	b := bench(t)
	b.Listen("server", b.Server, 1)
	b.Connect("client")
	until(b, "the SYN is sent again", func(s *lab.Snapshot) bool { return s.Packet(1).Again > 0 })
	b.Held("SYN")
	b.Deliver("SYN")
	before := b.Settle().Packet(1).Again
	until(b, "SYN and SYN,ACK are sent again", func(s *lab.Snapshot) bool {
		return s.Packet(1).Again > before && s.Packet(2).Again > 0
	})
	b.Held("SYN,ACK")
	b.Deliver("SYN,ACK", "ACK")
	if p := b.Settle().Packets; len(p) != 3 {
		b.Errorf("%d packets, want 3", len(p))
	}
}

// What the student dropped comes back as a packet of its own, linked to the
// first; the history says that a timer did it.
func TestDroppedSegmentComesBack(t *testing.T) {
	b := bench(t)
	b.Listen("server", b.Server, 1)
	b.Connect("client")
	b.Wire(lab.Drop, "SYN")
	s := until(b, "the SYN is sent again", func(s *lab.Snapshot) bool { return len(s.Packets) > 1 })
	if p := s.Packet(2); p.Retransmission != 1 || p.RelSeq != 0 {
		b.Errorf("packet 2 repeats packet %d, seq %d; want packet 1, seq 0", p.Retransmission, p.RelSeq)
	}
	cause := b.Lab.Events(s.Packet(2).SentEvent - 1)[0].Cause
	if e := b.Lab.Events(cause - 1)[0]; e.Kind != lab.TimerFired || !e.Inferred {
		b.Errorf("its cause is %q, want a timer, inferred", e.Kind)
	}
	b.Deliver("SYN", "SYN,ACK", "ACK")
}
