package netstack

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
	"github.com/stillwire/stillwire/lab/packet"
	labwire "github.com/stillwire/stillwire/lab/wire"
)

// A damaged packet is refused and counted: checksums on this wire are real.
func TestDamage(t *testing.T) {
	e, err := New(lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	in, _ := e.Socket(lab.Inet, lab.Dgram)
	out, _ := e.Socket(lab.Inet, lab.Dgram)
	if err := in.Bind(labtest.Server); err != nil {
		t.Fatal(err)
	}
	if _, err := out.SendTo([]byte("hello"), labtest.Server, 0); err != nil {
		t.Fatal(err)
	}
	raw, _ := e.Link().Read()
	if f, _ := packet.Decode(raw); !f.ChecksumOK {
		t.Fatal("the checksum is not right")
	}
	raw[len(raw)-1] ^= 1
	e.Link().Write(raw)
	if _, err := in.Recv(make([]byte, 9), 0); err != lab.EAGAIN {
		t.Errorf("recv of a damaged datagram: %v", err)
	}
	raw[len(raw)-1] ^= 1
	e.Link().Write(raw)
	if n, err := in.Recv(make([]byte, 9), 0); n != 5 || err != nil {
		t.Errorf("recv: %d %v", n, err)
	}
	if all, _ := e.Counters(); all["Udp.InCsumErrors"] != 1 {
		t.Errorf("Udp.InCsumErrors %d", all["Udp.InCsumErrors"])
	}
}

// Any bytes may come off the wire.
func TestGarbage(t *testing.T) {
	e, err := New(lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	c, _ := e.Socket(lab.Inet, lab.Stream)
	c.Connect(labtest.Server)
	whole, _ := e.Link().Read()
	for n := range whole {
		e.Link().Write(whole[:n])
		bent := append([]byte(nil), whole...)
		bent[n] ^= 0xff
		e.Link().Write(bent)
	}
}

func TestOptions(t *testing.T) {
	b := bench(t, lab.Options{})
	c := b.Socket("client", lab.Stream)
	for _, o := range []struct{ level, name, set, get int }{
		{1, 2, 1, 1}, {1, 7, 5000, 10000}, {1, 8, 5000, 10000}, {1, 9, 1, 1}, {6, 1, 1, 1}, {6, 4, 10, 10}, {6, 5, 2, 2}, {6, 6, 3, 3},
	} {
		b.Do("client", lab.Request{Name: "setsockopt", FD: c, Level: o.level, Option: o.name, Value: o.set})
		if got := b.Do("client", lab.Request{Name: "getsockopt", FD: c, Level: o.level, Option: o.name}).N; got != o.get {
			t.Errorf("option %d/%d: set %d, got %d, want %d", o.level, o.name, o.set, got, o.get)
		}
	}
	b.Fails("client", lab.Request{Name: "setsockopt", FD: c, Level: 6, Option: 9999, Value: 1}, lab.ENOPROTOOPT)
	if got := b.Do("client", lab.Request{Name: "getsockopt", FD: c, Level: 1, Option: 3}).N; got != int(lab.Stream) {
		t.Errorf("SO_TYPE %d", got)
	}
}

func TestTune(t *testing.T) {
	for _, c := range []struct {
		name, value string
		unsupported bool
	}{{"tcp_abort_on_overflow", "1", true}, {"tcp_syncookies", "x", false}, {"tcp_congestion_control", "bbr", false}} {
		_, err := Open(context.Background(), lab.Options{Set: map[string]string{c.name: c.value}})
		if err == nil || errors.Is(err, lab.ErrUnsupported) != c.unsupported {
			t.Errorf("%s = %s: %v", c.name, c.value, err)
		}
	}
	if _, err := Open(context.Background(), lab.Options{Profile: "hasty"}); err == nil {
		t.Error("an unknown profile was taken")
	}
}

// A lab that was closed, with a call still parked and connections open, leaves
// no goroutine behind.
func TestNothingIsLeft(t *testing.T) {
	before := goleak.IgnoreCurrent()
	for range 20 {
		b := bench(t, lab.Options{})
		l, _ := connected(b)
		b.Parks("server", lab.Request{Name: "recv", FD: b.Do("server", lab.Request{Name: "accept", FD: l}).FD, N: 1})
		if err := b.Lab.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		l, err := Open(context.Background(), lab.Options{})
		if err != nil {
			b.Fatal(err)
		}
		l.Close()
	}
}

// BenchmarkDeed is what a key on the wire costs; see the kernel's.
func BenchmarkDeed(b *testing.B) {
	k := bench(b, lab.Options{})
	u := k.Socket("server", lab.Dgram)
	k.Do("server", lab.Request{Name: "bind", FD: u, Addr: labtest.Server})
	fd := k.Socket("client", lab.Dgram)
	k.Do("client", lab.Request{Name: "sendto", FD: fd, Addr: labtest.Server, Data: []byte("x")})
	ctx := context.Background()
	for b.Loop() {
		k.Lab.Wire(ctx, lab.Duplicate, 0)
		k.Lab.Wire(ctx, lab.Deliver, 0)
		k.Settle()
	}
	runtime.KeepAlive(u)
}

// BenchmarkTimeWait is what the 60 seconds of a TIME_WAIT cost.
func BenchmarkTimeWait(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		k := bench(b, lab.Options{})
		l, c := connected(k)
		a := k.Do("server", lab.Request{Name: "accept", FD: l}).FD
		k.Do("server", lab.Request{Name: "close", FD: a})
		k.Flow()
		k.Do("client", lab.Request{Name: "close", FD: c})
		k.Flow()
		k.State(a, lab.TimeWait)
		b.StartTimer()
		advance(k, time.Minute)
		b.StopTimer()
		k.State(a, lab.Closed)
		k.Lab.Close()
		b.StartTimer()
	}
}

// BenchmarkFree is a free wire: packets a second through the loop, each with a
// reading of all sockets and its events.
func BenchmarkFree(b *testing.B) {
	packets := 0
	for b.Loop() {
		k := bench(b, lab.Options{Mode: labwire.FreeMode})
		l := k.Listen("server", k.Server, 1)
		c := k.Socket("client", lab.Stream)
		k.Do("client", lab.Request{Name: "connect", FD: c, Addr: k.Server})
		a := k.Do("server", lab.Request{Name: "accept", FD: l}).FD
		k.Do("client", lab.Request{Name: "send", FD: c, Data: make([]byte, 500_000)})
		k.Do("server", lab.Request{Name: "recv", FD: a, N: 1 << 20})
		packets += len(k.Settle().Packets)
		k.Lab.Close()
	}
	b.ReportMetric(float64(packets)/b.Elapsed().Seconds(), "packets/s")
}

// BenchmarkMemory is what a connection weighs, both ends of it.
func BenchmarkMemory(b *testing.B) {
	const connections = 1000
	for b.Loop() {
		e, err := New(lab.Options{})
		if err != nil {
			b.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		l, _ := e.Socket(lab.Inet, lab.Stream)
		l.Bind(labtest.Server)
		l.Listen(connections)
		for range connections {
			c, _ := e.Socket(lab.Inet, lab.Stream)
			c.Connect(labtest.Server)
			for raw, _ := e.Link().Read(); raw != nil; raw, _ = e.Link().Read() {
				e.Link().Write(raw)
			}
			if _, _, err := l.Accept(); err != nil {
				b.Fatal(err)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/connections, "B/connection")
		e.Close()
	}
}
