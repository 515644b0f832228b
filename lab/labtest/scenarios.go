package labtest

import "github.com/stillwire/stillwire/lab"

// Scenarios are all that an engine must pass.
var Scenarios = []Scenario{
	{Name: "open", Play: open},
	{Name: "four-way close", Play: fourWay},
	{Name: "three-segment close", Play: threeSegments},
	{Name: "half-close", Play: halfClose},
	{Name: "orphan", Play: orphan},
	{Name: "options", Play: options},
	{Name: "non-blocking", Play: nonBlocking},
	{Name: "simultaneous close", Play: bothClose},
	{Name: "reset on unread data", Play: unread},
	{Name: "queue reset by its listener's close", Play: unheard},
	{Name: "simultaneous open", Play: bothCall},
	{Name: "refused", Play: refused},
	{Name: "refused, then again", Play: again},
	{Name: "backlog 0", Play: overflow(0), Set: noCookies},
	{Name: "backlog 1", Play: overflow(1), Set: noCookies},
	{Name: "backlog 2", Play: overflow(2), Set: noCookies},
	{Name: "backlog 5", Play: overflow(5), Set: noCookies},
	{Name: "half-open 0", Play: halfOpen(0), Set: noCookies},
	{Name: "half-open 2", Play: halfOpen(2), Set: noCookies},
	{Name: "first in first out", Play: fifo},
	{Name: "duplicate segment", Play: duplicate},
	{Name: "Nagle", Play: nagle},
	{Name: "queues as ss counts them", Play: ledger},
	{Name: "free wire", Play: free, Free: true},
	{Name: "interrupt", Play: interrupt},
	{Name: "close under a parked call", Play: closeParked},
	{Name: "busy actor", Play: busy},
	{Name: "no such packet", Play: noPacket},
	{Name: "ephemeral port", Play: ephemeral},
	{Name: "ephemeral exhaustion", Play: exhausted, Set: fourPorts},
	{Name: "TIME_WAIT keeps the port", Play: reuse(false)},
	{Name: "SO_REUSEADDR", Play: reuse(true)},
	{Name: "SO_REUSEPORT", Play: shared},
	{Name: "peek", Play: peeked},
	{Name: "no way out", Play: away},
	{Name: "UDP boundaries", Play: datagrams},
	{Name: "UDP loss and duplicate", Play: lossy},
	{Name: "UDP fragments", Play: large},
	{Name: "UDP port unreachable", Play: unreachable},
	{Name: "errno", Play: errnos},
	{Name: "names", Play: names},
	{Name: "over is over", Play: over},
	{Name: "the past", Play: past},
	{Name: "a long past", Play: longPast},
}

// noCookies keeps SYN cookies from hiding the SYN queue's limit.
var noCookies = map[string]string{"tcp_syncookies": "0"}

// pair is a listener, a client, and the server's end of their connection.
func pair(b *Bench) (l, c, a *lab.FD) {
	b.Helper()
	l = b.Listen("server", b.Server, 2)
	c, connected := b.Connect("client")
	b.Deliver("SYN", "SYN,ACK", "ACK")
	if e := connected.Reply().Errno; e != 0 {
		b.Fatal(e)
	}
	return l, c, b.Do("server", lab.Request{Name: "accept", FD: l}).FD
}

func send(fd *lab.FD, data string) lab.Request {
	return lab.Request{Name: "send", FD: fd, Data: []byte(data)}
}

func recv(fd *lab.FD, n int) lab.Request { return lab.Request{Name: "recv", FD: fd, N: n} }

func closing(fd *lab.FD) lab.Request { return lab.Request{Name: "close", FD: fd} }

// reads makes a recv that must return exactly these bytes.
func (b *Bench) reads(actor string, fd *lab.FD, n int, want string) {
	b.Helper()
	if got := string(b.Do(actor, recv(fd, n)).Data); got != want {
		b.Errorf("%s read %q, want %q", actor, got, want)
	}
}
