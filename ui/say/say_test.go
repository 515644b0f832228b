package say

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/packet"
	"github.com/stillwire/stillwire/ui/draw"
)

func TestWords(t *testing.T) {
	lo := netip.MustParseAddrPort("127.0.0.1:8080")
	for _, row := range []struct{ got, want string }{
		{Span(0), "0 s"}, {Span(15 * time.Microsecond), "0.01 ms"}, {Span(4200 * time.Microsecond), "4.2 ms"},
		{Span(200 * time.Millisecond), "200 ms"}, {Span(time.Second), "1.0 s"}, {Span(41 * time.Second), "41 s"},
		{Clock(85 * time.Millisecond), "0.085"}, {Clock(127 * time.Second), "127.0"}, {Clock(20 * time.Minute), "1200"}, {Clock(3 * time.Hour), "10800"},
		{Bytes(5), "5 B"}, {Bytes(lab.Unknown), "unknown"}, {Count(0), "0"}, {Count(-1), "unknown"},
		{Brief(9999), "9999"}, {Brief(99_999), "100k"}, {Brief(12_400_000), "12M"},
		{FD(7), "fd 7"}, {FD(-1), "no fd"},
		{Addr(lo), "127.0.0.1:8080"}, {Near(lo), "lo:8080"}, {Near(netip.MustParseAddrPort("127.0.0.2:80")), "127.0.0.2:80"}, {Addr(netip.AddrPort{}), "none"},
		{Short(lab.Established), "ESTAB"}, {Short(lab.FinWait1), "FIN_WAIT_1"},
	} {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
}

func TestEveryStateHasASignAndAShortName(t *testing.T) {
	for st := lab.Closed; st <= lab.Unconn; st++ {
		for _, g := range []*draw.Glyphs{&draw.Unicode, &draw.ASCII} {
			if draw.Width(Glyph(g, st)) != 1 {
				t.Errorf("%s: the sign %q is not one column wide", st, Glyph(g, st))
			}
		}
		if draw.Width(Short(st)) > 10 {
			t.Errorf("%s is longer than ten columns", Short(st))
		}
	}
}

func TestPacket(t *testing.T) {
	tcp := func(f packet.Flags, seq, ack int64, payload int) *lab.Packet {
		p := &lab.Packet{RelSeq: seq, RelAck: ack}
		p.Proto, p.Flags, p.Payload, p.ChecksumOK = packet.TCP, f, make([]byte, payload), true
		return p
	}
	bad := tcp(packet.SYN, 0, -1, 0)
	bad.ChecksumOK = false
	late := tcp(0, -1, -1, 200)
	late.Proto, late.FragOffset = packet.UDP, 1480
	strange := tcp(0, -1, -1, 0)
	strange.Proto, strange.IPProto, strange.Total = packet.Unknown, 47, 40
	for _, row := range []struct {
		p    *lab.Packet
		want string
	}{
		{tcp(packet.SYN, 0, -1, 0), "SYN seq=0"},
		{tcp(packet.SYN|packet.ACK, 0, 1, 0), "SYN,ACK seq=0 ack=1"},
		{tcp(packet.ACK, 1, 1, 0), "ACK ack=1"},
		{tcp(packet.PSH|packet.ACK, 1, 1, 5), "PSH,ACK seq=1 5 B"},
		{tcp(packet.FIN|packet.ACK, 6, 1, 0), "FIN,ACK seq=6 ack=1"},
		{tcp(packet.RST, -1, -1, 0), "RST"},
		{bad, "SYN seq=0 bad checksum"},
		{late, "UDP fragment at 1480, 200 B"},
		{strange, "protocol 47, 40 B"},
	} {
		if got := Packet(row.p); got != row.want {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}

func TestSide(t *testing.T) {
	for _, row := range []struct {
		sender, receiver string
		want             lab.Side
	}{
		{"client", "server", lab.ClientSide}, {"client2", "", lab.ClientSide}, {"server", "client", lab.ServerSide},
		{"", "client", lab.ServerSide}, {"", "server", lab.ClientSide}, {"", "", lab.NoSide},
	} {
		p := &lab.Packet{Sender: row.sender, Receiver: row.receiver}
		p.SrcPort, p.DstPort = 1, 2
		if got := Side(p); got != row.want {
			t.Errorf("from %q to %q: got side %d, want %d", row.sender, row.receiver, got, row.want)
		}
		if row.want == lab.ServerSide && (ClientPort(p) != 2 || ServerPort(p) != 1) {
			t.Errorf("from %q: ports %d, %d", row.sender, ClientPort(p), ServerPort(p))
		}
	}
}

func TestMainSocket(t *testing.T) {
	sock := func(order int, st lab.State, moved int, gone bool) *lab.Socket {
		k := &lab.Socket{Order: order, Actor: "server", Gone: gone, Road: []lab.Passage{{State: st, Event: moved}}}
		k.State = st
		return k
	}
	listener, old, young, gone := sock(1, lab.Listen, 9, false), sock(2, lab.Established, 5, false), sock(3, lab.SynRcvd, 4, false), sock(4, lab.Closed, 8, true)
	for _, row := range []struct {
		what  string
		socks []*lab.Socket
		want  *lab.Socket
	}{
		{"none", nil, nil},
		{"a listener alone", []*lab.Socket{listener}, listener},
		{"a connection before a listener", []*lab.Socket{listener, young}, young},
		{"the one that moved last", []*lab.Socket{listener, old, young}, old},
		{"none that is gone", []*lab.Socket{gone, listener}, listener},
		{"one that is gone if there is no other", []*lab.Socket{gone}, gone},
	} {
		if got := Main(row.socks, lab.ServerSide); got != row.want {
			t.Errorf("%s: got %v, want %v", row.what, got, row.want)
		}
	}
	if got := Main([]*lab.Socket{listener}, lab.ClientSide); got != nil {
		t.Errorf("a server's socket is taken for the client's: %v", got)
	}
}
