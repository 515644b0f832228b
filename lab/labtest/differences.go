package labtest

import (
	"fmt"
	"testing"

	"github.com/stillwire/stillwire/lab"
)

// asks finds out what the engine under test does, in the words of a row of
// lab.Differences.
var asks = map[string]func(*Bench) string{
	"the clock":                                   askClock,
	"segment size":                                askSegment,
	"ephemeral port of connect()":                 askPorts,
	"half-open, and the listener closes":          askOrphan,
	"Recv-Q of UDP":                               askDatagrams,
	"MSS in TCP_INFO, before any segment came in": askMSS,
	"retransmission timer of sent bytes":          askTimer,
}

// differ holds every row of the table true on an engine.
func differ(t *testing.T, open Open) {
	if len(asks) != len(lab.Differences) {
		t.Errorf("%d rows and %d ways to ask", len(lab.Differences), len(asks))
	}
	for _, d := range lab.Differences {
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			ask := asks[d.Name]
			if ask == nil || d.Kernel == d.Netstack || d.Why == "" {
				t.Fatalf("no row of its own: %+v", d)
			}
			var got string
			b := Play(t, open, Scenario{Play: func(b *Bench) { got = ask(b) }})
			if want := d.Of(b.Lab.EngineName()); got != want {
				t.Errorf("%s: %q, the table says %q", b.Lab.EngineName(), got, want)
			}
			b.Lab.Close()
		})
	}
}

func either(yes bool, is, isNot string) string {
	if yes {
		return is
	}
	return isNot
}

func askClock(b *Bench) string { return either(b.Lab.Caps().Stopped, "stands still", "runs") }

func askSegment(b *Bench) string {
	_, c, _ := pair(b)
	b.Do("client", lab.Request{Name: "send", FD: c, Data: make([]byte, 3000)})
	return fmt.Sprintf("%d bytes", len(b.Settle().Held()[0].Payload))
}

func askPorts(b *Bench) string {
	even := true
	for i := range 12 {
		c, _ := b.Connect(fmt.Sprint("client", i))
		even = even && b.Settle().Socket(c.ID).Local.Port()%2 == 0
	}
	return either(even, "even", "even and odd")
}

func askOrphan(b *Bench) string {
	l := b.Listen("server", b.Server, 2)
	b.Connect("client")
	b.Deliver("SYN")
	b.Do("server", closing(l))
	for _, s := range b.Settle().Sockets {
		if s.State == lab.SynRcvd {
			return "stays until its timer ends it"
		}
	}
	return "is gone at once"
}

func askDatagrams(b *Bench) string {
	u, c := mailbox(b)
	b.Do("client", to(c, "hello"))
	b.Flow()
	return either(b.Settle().Socket(u.ID).RecvQ == lab.Unknown, "unknown", "memory")
}

func askMSS(b *Bench) string {
	_, c, _ := pair(b)
	return either(b.Settle().Socket(c.ID).TCP.MSS == lab.Unknown, "unknown", "known")
}

func askTimer(b *Bench) string {
	_, c, _ := pair(b)
	b.Do("client", send(c, "hello"))
	return either(b.Settle().Socket(c.ID).Timer.Kind == lab.RetransTimer, "known", "unknown")
}
