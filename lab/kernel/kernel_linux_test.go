package kernel

import (
	"context"
	"fmt"
	"net/netip"
	"testing"

	"github.com/stillwire/stillwire/lab"
)

func TestScratch(t *testing.T) {
	l, err := Open(context.Background(), lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx := context.Background()
	addr := netip.MustParseAddrPort("127.0.0.1:8080")
	var lf, cf, af *lab.FD
	call := func(p *lab.Program, r lab.Request) lab.Reply {
		re, err := p.Call(r)
		if err != nil || re.Errno != 0 {
			t.Error(r.Name, err, re.Errno)
		}
		return re
	}
	l.Run("server", func(p *lab.Program) {
		lf = call(p, lab.Request{Name: "socket", Family: lab.Inet, Type: lab.Stream}).FD
		call(p, lab.Request{Name: "bind", FD: lf, Addr: addr})
		call(p, lab.Request{Name: "listen", FD: lf, N: 2})
		af = call(p, lab.Request{Name: "accept", FD: lf}).FD
		d := call(p, lab.Request{Name: "recv", FD: af, N: 100}).Data
		call(p, lab.Request{Name: "send", FD: af, Data: d})
		call(p, lab.Request{Name: "recv", FD: af, N: 100})
		call(p, lab.Request{Name: "close", FD: af})
	})
	l.Run("client", func(p *lab.Program) {
		cf = call(p, lab.Request{Name: "socket", Family: lab.Inet, Type: lab.Stream}).FD
		call(p, lab.Request{Name: "connect", FD: cf, Addr: addr})
		call(p, lab.Request{Name: "send", FD: cf, Data: []byte("hello")})
		call(p, lab.Request{Name: "recv", FD: cf, N: 100})
		call(p, lab.Request{Name: "close", FD: cf})
	})
	for i := 0; i < 30; i++ {
		s, err := l.Settle(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Held()) == 0 {
			break
		}
		l.Wire(ctx, lab.Deliver, 0)
	}
	for _, e := range l.Events(0) {
		x := ""
		switch {
		case e.Call != nil:
			x = fmt.Sprintf("%s: %s(%s) = %s %v", e.Call.Actor, e.Call.Name, e.Call.Args, e.Call.Result, e.Call.Errno)
		case e.Packet != nil:
			x = fmt.Sprintf("#%d %s>%s %s seq=%d ack=%d %s", e.Packet.Number, e.Packet.Sender, e.Packet.Receiver, e.Packet.Label(), e.Packet.RelSeq, e.Packet.RelAck, e.Packet.Fate)
		case e.Socket != nil:
			s := e.Socket
			x = fmt.Sprintf("%s %d %s>%s %s->%s | %s q=%d rq=%d sq=%d read=%d un=%d given=%d taken=%d fd=%d port=%v gone=%v", s.Actor, s.Order, e.From, e.To, s.Local, s.Peer, s.State, s.Queue, s.RecvQ, s.SendQ, s.Readable, s.Unacked, s.Given, s.Taken, s.FD, s.Port, s.Gone)
		}
		fmt.Println(e.Seq, e.At, e.Cause, e.Kind, x, e.Text, e.Counters)
	}
}
