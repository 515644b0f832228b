package kernel

import (
	"context"
	"fmt"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/labtest"
)

// BenchmarkOpen is a lab from nothing to ready. Closing one is not counted:
// the kernel takes its time to unregister the device.
func BenchmarkOpen(b *testing.B) {
	if err := Available(); err != nil {
		b.Skipf("no kernel lab on this machine: %v", err)
	}
	for b.Loop() {
		l, err := Open(context.Background(), lab.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		l.Close()
		b.StartTimer()
	}
}

// BenchmarkDeed is what a key on the wire costs: a packet delivered, the
// stack's answer read, its sockets and counters asked, a snapshot made. A
// duplicated datagram keeps the wire from running dry.
func BenchmarkDeed(b *testing.B) {
	if err := Available(); err != nil {
		b.Skipf("no kernel lab on this machine: %v", err)
	}
	k := &labtest.Bench{TB: b, Lab: open(b, AnyWire, lab.Options{}), Server: labtest.Server}
	fd := k.Socket("client", lab.Dgram)
	k.Do("client", lab.Request{Name: "sendto", FD: fd, Addr: labtest.Server, Data: []byte("x")})
	ctx := context.Background()
	for b.Loop() {
		k.Lab.Wire(ctx, lab.Duplicate, 0)
		k.Lab.Wire(ctx, lab.Deliver, 0)
		k.Settle()
		b.StopTimer()
		for len(k.Lab.Snapshot().Held()) > 1 { // the ICMP answer
			k.Lab.Wire(ctx, lab.Drop, k.Lab.Snapshot().Held()[1].Number)
		}
		b.StartTimer()
	}
}

// BenchmarkDump is one reading of all sockets, and beside it `ss -tan` in the
// same namespace: the ratio is what counts.
func BenchmarkDump(b *testing.B) {
	for _, n := range []int{10, 1000} {
		e, err := New("", AnyWire)
		if err != nil {
			b.Skipf("no kernel lab on this machine: %v", err)
		}
		for range n {
			h, err := e.Socket(lab.Inet, lab.Stream)
			if err == nil {
				err = h.Listen(1)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprintf("ours/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := e.diag.dump(nil, unix.IPPROTO_TCP); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("ss/%d", n), func(b *testing.B) {
			path, err := exec.LookPath("ss")
			if err != nil {
				b.Skip("no ss on this machine (Debian: iproute2)")
			}
			for b.Loop() {
				// started on the lab's thread, it lives in the lab's namespace
				e.thread.do(func() { err = exec.Command(path, "-tan").Run() })
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		e.Close()
	}
}
