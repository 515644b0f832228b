package kernel

import (
	"net"
	"os"

	"github.com/vishvananda/netlink"
)

// outTable is the routing table that sends 127.0.0.0/8 out through the wire.
const outTable = 100

// mtu is the wire's: with it segments are those of an Ethernet, 1448 bytes of
// payload, not loopback's 65 kB.
const mtu = 1500

// queueLen is the device's queue in packets. The default of 500 drops a burst
// without a trace in any socket's counters.
const queueLen = 100000

// route leads all loopback traffic through the wire: what comes in from it is
// local, what our own sockets send goes out to it. Must run on the lab's
// thread. quickack makes every segment be acknowledged at once, by a packet of
// its own.
func route(h *netlink.Handle, device string, quickack bool) error {
	lo, err := h.LinkByName("lo")
	if err == nil {
		err = h.LinkSetUp(lo)
	}
	if err != nil {
		return &SetupError{Step: "set lo up", Err: err}
	}
	link, err := h.LinkByName(device)
	if err != nil {
		return &SetupError{Step: "find " + device, Err: err}
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"set MTU of " + device, func() error { return h.LinkSetMTU(link, mtu) }},
		{"set queue length of " + device, func() error { return h.LinkSetTxQLen(link, queueLen) }},
		{"let " + device + " carry 127.0.0.0/8", func() error { return admit(device) }},
		{"set " + device + " up", func() error { return h.LinkSetUp(link) }},
		{"rule: from the wire to our sockets", func() error { return rule(h, 10, device, 255) }},
		{"route 127.0.0.0/8 out through " + device, func() error { return outRoute(h, link, quickack) }},
		{"rule: from our sockets to the wire", func() error { return rule(h, 20, "lo", outTable) }},
		{"rule: all else as usual", func() error { return rule(h, 30, "", 255) }},
		{"remove the rule that keeps loopback local", func() error { return dropFirstRule(h) }},
	} {
		if err := step.do(); err != nil {
			return &SetupError{Step: step.name, Err: err}
		}
	}
	return nil
}

func rule(h *netlink.Handle, pref int, iif string, table int) error {
	r := netlink.NewRule()
	r.Family, r.Priority, r.IifName, r.Table = netlink.FAMILY_V4, pref, iif, table
	return h.RuleAdd(r)
}

func dropFirstRule(h *netlink.Handle) error {
	r := netlink.NewRule()
	r.Family, r.Priority, r.Table = netlink.FAMILY_V4, 0, 255
	return h.RuleDel(r)
}

func outRoute(h *netlink.Handle, link netlink.Link, quickack bool) error {
	r := &netlink.Route{
		LinkIndex: link.Attrs().Index,
		Dst:       &net.IPNet{IP: net.IPv4(127, 0, 0, 0), Mask: net.CIDRMask(8, 32)},
		Src:       net.IPv4(127, 0, 0, 1),
		Table:     outTable,
	}
	if quickack {
		r.QuickACK = 1
	}
	return h.RouteAdd(r)
}

// admit makes the device take loopback addresses from outside (they are
// "martian" by default) and answer for its own.
func admit(device string) error {
	for _, s := range [][2]string{
		{"ipv4/conf/all/route_localnet", "1"},
		{"ipv4/conf/" + device + "/route_localnet", "1"},
		{"ipv4/conf/" + device + "/accept_local", "1"},
		{"ipv4/conf/all/rp_filter", "0"},
		{"ipv4/conf/" + device + "/rp_filter", "0"},
	} {
		if err := sysctl(s[0], s[1]); err != nil {
			return err
		}
	}
	return nil
}

// sysctl writes a tunable below net/ of the namespace of the thread it runs on.
func sysctl(name, value string) error {
	return os.WriteFile("/proc/sys/net/"+name, []byte(value), 0o644)
}
