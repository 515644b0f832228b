package wire

import (
	"errors"
	"net"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"

	"github.com/stillwire/stillwire/lab/packet"
)

// segment builds a TCP segment between port 1000 and 2000 of loopback.
func segment(t *testing.T, back bool, flags packet.Flags, seq, ack uint32, data string) []byte {
	t.Helper()
	ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolTCP, SrcIP: net.IPv4(127, 0, 0, 1), DstIP: net.IPv4(127, 0, 0, 1)}
	tcp := &layers.TCP{SrcPort: 1000, DstPort: 2000, Seq: seq, Ack: ack, Window: 100,
		SYN: flags&packet.SYN != 0, ACK: flags&packet.ACK != 0, FIN: flags&packet.FIN != 0}
	if back {
		tcp.SrcPort, tcp.DstPort = tcp.DstPort, tcp.SrcPort
	}
	tcp.SetNetworkLayerForChecksum(ip)
	buf := gopacket.NewSerializeBuffer()
	opts := gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}
	if err := gopacket.SerializeLayers(buf, opts, ip, tcp, gopacket.Payload(data)); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const synAck = packet.SYN | packet.ACK

func TestRelativeNumbersWrap(t *testing.T) {
	w := New(HeldMode)
	const isn = 0xfffffffe // the numbers pass 2^32 within the first bytes
	w.Take(segment(t, false, packet.SYN, isn, 0, ""), 0, nil)
	w.Take(segment(t, true, synAck, 500, isn+1, ""), 0, nil)
	p, _ := w.Take(segment(t, false, packet.ACK, 3, 501, "abc"), 0, nil)
	if p.RelSeq != 5 || p.RelAck != 1 {
		t.Errorf("seq %d ack %d, want 5 and 1", p.RelSeq, p.RelAck)
	}
}

func TestSamePortsAgain(t *testing.T) {
	w := New(FreeMode)
	w.Take(segment(t, false, packet.SYN, 10, 0, ""), 0, nil)
	w.Take(segment(t, true, synAck, 20, 11, ""), 0, nil)
	p, again := w.Take(segment(t, false, packet.SYN, 9000, 0, ""), 0, nil)
	if again || p.RelSeq != 0 || p.Retransmission != 0 {
		t.Errorf("a new connection on old ports: again %v, %+v", again, p)
	}
}

// What counts as the same segment again, and what does not.
func TestAgain(t *testing.T) {
	data := func(t *testing.T) []byte { return segment(t, false, packet.ACK, 11, 21, "abc") }
	answer := func(t *testing.T) []byte { return segment(t, true, packet.ACK, 21, 14, "") }
	for _, c := range []struct {
		name  string
		play  func(*testing.T, *Wire)
		again bool
		links bool
	}{
		{"while it is held", func(*testing.T, *Wire) {}, true, true},
		{"after it was dropped", func(t *testing.T, w *Wire) { w.Leave(w.Oldest(), Dropped, 1) }, false, true},
		{"delivered, its answer held", func(t *testing.T, w *Wire) {
			w.Leave(w.Oldest(), Delivered, 1)
			w.Take(answer(t), 2, nil)
		}, true, true},
		{"delivered, its answer dropped", func(t *testing.T, w *Wire) {
			w.Leave(w.Oldest(), Delivered, 1)
			p, _ := w.Take(answer(t), 2, nil)
			w.Leave(p, Dropped, 3)
		}, false, true},
		{"delivered, not answered", func(t *testing.T, w *Wire) { w.Leave(w.Oldest(), Delivered, 1) }, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := New(HeldMode)
			first, _ := w.Take(data(t), 0, nil)
			c.play(t, w)
			p, again := w.Take(data(t), 9, nil)
			if again != c.again {
				t.Errorf("swallowed: %v, want %v", again, c.again)
			}
			if again && (p.Number != first.Number || p.Again != 1) {
				t.Errorf("counted on packet %d, %d times", p.Number, p.Again)
			}
			if !again && p.Retransmission != first.Number {
				t.Errorf("repeats packet %d, want %d", p.Retransmission, first.Number)
			}
		})
	}
}

func TestPureAcksAreNeverSwallowed(t *testing.T) {
	w := New(HeldMode)
	for i := range 3 { // duplicate ACKs are how a loss is told
		if _, again := w.Take(segment(t, true, packet.ACK, 21, 14, ""), 0, nil); again {
			t.Fatalf("ACK %d was swallowed", i)
		}
	}
}

func TestDuplicateStandsBehind(t *testing.T) {
	w := New(HeldMode)
	a, _ := w.Take(segment(t, false, packet.ACK, 1, 1, "a"), 0, nil)
	w.Take(segment(t, false, packet.ACK, 2, 1, "b"), 0, nil)
	_, c := w.Duplicate(a, 1)
	w.Leave(w.Oldest(), Delivered, 2)
	if got := w.Oldest(); got != c || got.Copy != a.Number {
		t.Errorf("next is packet %d, want the copy %d", got.Number, c.Number)
	}
}

func TestNoSuchPacket(t *testing.T) {
	w := New(HeldMode)
	p, _ := w.Take(segment(t, false, packet.SYN, 1, 0, ""), 0, nil)
	w.Leave(p, Dropped, 1)
	w.Take(segment(t, false, packet.SYN, 1, 0, ""), 2, nil)
	for number, want := range map[int]string{
		1: "packet 1 is not held: it was dropped; held: 2 SYN",
		9: "there is no packet 9; held: 2 SYN",
	} {
		_, err := w.Waits(number)
		var e *NoPacketError
		if !errors.As(err, &e) || err.Error() != want {
			t.Errorf("packet %d: %v, want %q", number, err, want)
		}
	}
}
