package kernel

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"github.com/stillwire/stillwire/lab"
)

// Wires that a lab can be asked for.
const (
	AnyWire  = ""     // TUN, and where that cannot be opened veth
	TunWire  = "tun"  // needs /dev/net/tun
	VethWire = "veth" // needs only the namespace
)

// grace is how long a veth may take to bring a packet round: of 3000 packets
// 2998 were there at once. A TUN needs none.
const grace = 2 * time.Millisecond

// Engine is Linux's own stack in a namespace of its own.
type Engine struct {
	thread  *thread
	wire    *device
	diag    *diag
	handles map[lab.SocketID]*handle
	start   time.Time
	caps    lab.Caps
	veth    bool
}

var _ lab.Engine = (*Engine)(nil)

// Open makes a lab on the kernel. Errors are *SetupError.
func Open(ctx context.Context, o lab.Options) (*lab.Lab, error) {
	e, err := New(o.Profile, AnyWire)
	if err != nil {
		return nil, err
	}
	return lab.Open(ctx, e, o)
}

// New makes an engine: namespace, wire, routes, timers.
func New(profileName, wire string) (*Engine, error) {
	t, err := newThread()
	if err != nil {
		return nil, &SetupError{Step: "make a network namespace", Err: err, Help: helpNamespace(err)}
	}
	e := &Engine{thread: t, handles: map[lab.SocketID]*handle{}, start: time.Now()}
	t.do(func() { err = e.setUp(profileName, wire) })
	if err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

func helpNamespace(err error) string {
	switch {
	case errors.Is(err, unix.EPERM):
		return "it needs CAP_SYS_ADMIN, or a user namespace"
	case errors.Is(err, unix.ENOSPC):
		return "raise the limit: sysctl user.max_net_namespaces"
	case errors.Is(err, unix.EINVAL):
		return "the kernel needs CONFIG_NET_NS"
	}
	return ""
}

// setUp runs on the lab's thread.
func (e *Engine) setUp(profileName, wire string) error {
	h, err := netlink.NewHandle(unix.NETLINK_ROUTE)
	if err != nil {
		return &SetupError{Step: "open a netlink socket", Err: err}
	}
	defer h.Close()
	// IPv6's own chatter would stand on the wire between the student's packets
	sysctl("ipv6/conf/all/disable_ipv6", "1")
	sysctl("ipv6/conf/default/disable_ipv6", "1")
	missing, err := profile(profileName)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		e.caps.Notes = append(e.caps.Notes, "this kernel has no "+strings.Join(missing, ", ")+
			": held packets may be sent again by its timers")
	}
	if err := e.openWire(h, wire); err != nil {
		return err
	}
	if err := route(h, "wire0", quickack[nonEmpty(profileName)]); err != nil {
		return err
	}
	e.diag, err = openDiag()
	return err
}

func nonEmpty(profileName string) string {
	if profileName == "" {
		return "calm"
	}
	return profileName
}

// openWire goes down the ladder: TUN, then veth.
func (e *Engine) openWire(h *netlink.Handle, wire string) error {
	var tunErr error
	if wire != VethWire {
		e.wire, tunErr = openTun()
		e.caps.Wire = "TUN"
		if tunErr == nil || wire == TunWire {
			return tunErr
		}
		e.caps.Notes = append(e.caps.Notes, "no TUN ("+tunErr.Error()+"): the wire is a veth pair")
	}
	var err error
	e.wire, err = openVeth(h)
	e.veth, e.caps.Wire = true, "veth + AF_PACKET"
	return errors.Join(err, justIf(err != nil, tunErr))
}

func justIf(yes bool, err error) error {
	if yes {
		return err
	}
	return nil
}

// Name is the engine's name on the command line.
func (e *Engine) Name() string { return "kernel" }

// Stack is the engine's name on the screen.
func (e *Engine) Stack() string { return "Linux " + release() + " kernel" }

// Caps says which wire was found, and what is missing.
func (e *Engine) Caps() lab.Caps { return e.caps }

// Link is the lab's end of the wire.
func (e *Engine) Link() lab.Link { return e.wire }

// Now is real time since the engine was made: the kernel's clock runs.
func (e *Engine) Now() time.Duration { return time.Since(e.start) }

// Socket is socket(2), in the lab's namespace.
func (e *Engine) Socket(f lab.Family, t lab.Type) (lab.Handle, error) {
	if f != lab.Inet {
		return nil, lab.EAFNOSUPPORT // ::1 does not pass this wire
	}
	var fd int
	var err error
	e.thread.do(func() { fd, err = unix.Socket(int(f), int(t)|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0) })
	if err != nil {
		return nil, errno(err)
	}
	h, err := e.newHandle(fd, f, t)
	if err != nil {
		return nil, err
	}
	return h, nil
}

// Sockets is one sock_diag dump of TCP and of UDP, and the descriptors that it
// does not list.
func (e *Engine) Sockets() ([]lab.SocketRow, error) {
	rows, err := e.diag.dump(nil, unix.IPPROTO_TCP)
	if err == nil {
		rows, err = e.diag.dump(rows, unix.IPPROTO_UDP)
	}
	if err != nil {
		return nil, err
	}
	listed := make(map[lab.SocketID]bool, len(rows))
	for i := range rows {
		r := &rows[i]
		listed[r.ID] = true
		if h := e.handles[r.ID]; h != nil {
			h.fill(r)
			continue
		}
		r.Unacked, r.Readable = unacked(r), unread(r)
	}
	for id, h := range e.handles {
		if !listed[id] {
			rows = append(rows, h.row())
		}
	}
	return rows, nil
}

// unread is the payload that waits in a socket without a descriptor: nobody
// has read the FIN that the kernel counts there.
func unread(r *lab.SocketRow) int {
	switch r.State {
	case lab.Listen:
		return 0
	case lab.CloseWait, lab.LastAck, lab.Closing, lab.TimeWait:
		return max(r.RecvQ-1, 0)
	}
	return r.RecvQ
}

// Counters are /proc/net/snmp and netstat of the namespace.
func (e *Engine) Counters() (all map[string]int64, err error) {
	e.thread.do(func() { all, err = counters() })
	return all, err
}

// Ports is net.ipv4.ip_local_port_range.
func (e *Engine) Ports() (p lab.Ports, err error) {
	e.thread.do(func() { p, err = ports() })
	return p, err
}

// Tune writes a tunable below net.ipv4 or net.core.
func (e *Engine) Tune(name, value string) (err error) {
	e.thread.do(func() { err = tune(name, value) })
	return err
}

// Settle waits out a veth's grace; with a TUN the packets are there already.
func (e *Engine) Settle(context.Context) error {
	if !e.veth {
		return nil
	}
	fds := []unix.PollFd{{Fd: int32(e.wire.fd), Events: unix.POLLIN}}
	for end := time.Now().Add(grace); time.Now().Before(end); {
		if n, err := unix.Poll(fds, int(grace/time.Millisecond)); err != unix.EINTR {
			if n > 0 {
				return nil
			}
			return err
		}
	}
	return nil
}

// Close ends the sockets, the wire and the thread, and with it the namespace.
func (e *Engine) Close() error {
	for _, h := range e.handles {
		h.Close()
	}
	var err error
	if e.wire != nil {
		err = e.wire.Close()
	}
	if e.diag != nil {
		err = errors.Join(err, e.diag.close())
	}
	e.thread.stop()
	return err
}
