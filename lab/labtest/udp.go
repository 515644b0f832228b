package labtest

import (
	"net/netip"

	"github.com/stillwire/stillwire/lab"
)

var resolver = netip.MustParseAddrPort("127.0.0.1:5353")

// mailbox is a bound UDP socket of the server and an unbound one of the client.
func mailbox(b *Bench) (u, c *lab.FD) {
	b.Helper()
	u = b.Socket("server", lab.Dgram)
	b.Do("server", lab.Request{Name: "bind", FD: u, Addr: resolver})
	return u, b.Socket("client", lab.Dgram)
}

func to(fd *lab.FD, data string) lab.Request {
	return lab.Request{Name: "sendto", FD: fd, Addr: resolver, Data: []byte(data)}
}

func datagrams(b *Bench) {
	u, c := mailbox(b)
	b.Held()
	b.State(u, lab.Unconn)
	for _, data := range []string{"hello", "", "world"} {
		b.Do("client", to(c, data))
	}
	b.Held("UDP 5 B", "UDP 0 B", "UDP 5 B")
	if k := b.Lab.Snapshot().Socket(c.ID); k.Port.By != "sendto" || k.Given != 10 {
		b.Errorf("the client's port is by %q, it gave %d bytes", k.Port.By, k.Given)
	}
	b.Flow()
	b.reads("server", u, 4, "hell")
	b.reads("server", u, 99, "")
	b.reads("server", u, 99, "world")
	b.Parks("server", recv(u, 99))
	b.Do("client", closing(c))
	b.Held()
}

func lossy(b *Bench) {
	u, c := mailbox(b)
	got := b.Parks("server", recv(u, 99))
	b.Do("client", to(c, "one"))
	b.Do("client", to(c, "two"))
	b.Wire(lab.Drop, "UDP 3 B")
	b.Wire(lab.Duplicate, "UDP 3 B")
	b.Deliver("UDP 3 B", "UDP 3 B")
	if d := string(got.Reply().Data); d != "two" {
		b.Errorf("read %q first, want two", d)
	}
	b.reads("server", u, 99, "two")
	b.Held()
}

// unreachable: the stack answers a datagram for a closed port with ICMP 3/3,
// and a connected socket is told once.
func unreachable(b *Bench) {
	c := b.Socket("client", lab.Dgram)
	b.Do("client", lab.Request{Name: "connect", FD: c, Addr: resolver})
	b.State(c, lab.Established)
	b.Do("client", send(c, "x"))
	b.Deliver("UDP 1 B", "ICMP 3/3")
	b.Fails("client", send(c, "y"), lab.ECONNREFUSED)
	b.Do("client", send(c, "z"))
}
