// Package lab is the laboratory: one TCP/IP stack, the wire between its
// sockets, and an append-only history of what happened. It knows no terminal
// and no lesson.
//
// Three laws hold for everything in here. What is shown was read from the
// stack or from a packet's bytes; what is inferred says so; what is unknown is
// unknown. Facts are never edited: the History is the only truth, and a
// Snapshot is that history folded up to one event. Time is data: nothing
// sleeps to synchronise.
package lab

import (
	"net/netip"
	"time"

	"github.com/stillwire/stillwire/lab/wire"
)

// Family is an address family; its number is Linux's AF_ constant.
type Family int

const (
	Inet  Family = 2  // AF_INET
	Inet6 Family = 10 // AF_INET6
)

// Type is a socket type; its number is Linux's SOCK_ constant.
type Type int

const (
	Stream Type = 1 // SOCK_STREAM: TCP
	Dgram  Type = 2 // SOCK_DGRAM: UDP
)

// Proto names the transport as it is said aloud: "TCP" or "UDP".
func (t Type) Proto() string {
	if t == Dgram {
		return "UDP"
	}
	return "TCP"
}

// SocketID is one socket's identity for its whole life, from half-open to
// TIME_WAIT (kernel: SO_COOKIE, socket(7)). 0 is no socket.
type SocketID uint64

// Unknown is the value of a number that the engine cannot tell.
const Unknown = -1

// TimerKind is which timer a socket has armed.
type TimerKind string

const (
	NoTimer        TimerKind = ""
	RetransTimer   TimerKind = "retransmit"
	KeepaliveTimer TimerKind = "keepalive"
	TimeWaitTimer  TimerKind = "TIME_WAIT"
	ProbeTimer     TimerKind = "zero-window probe"
)

// Timer is the timer that a socket has armed, as of the reading.
type Timer struct {
	Kind    TimerKind
	Expires time.Duration // from the reading until it fires
	Fired   int           // times in a row it has fired (sock_diag idiag_retrans)
}

// SocketRow is the stack's own word about one socket at one reading, whether
// or not a program holds a descriptor of it.
type SocketRow struct {
	ID     SocketID
	Family Family
	Type   Type
	State  State
	Local  netip.AddrPort // port 0: none yet
	Peer   netip.AddrPort // zero: none
	Held   bool           // a program holds a descriptor of it

	// RecvQ and SendQ are as ss prints them: for LISTEN the accept queue's
	// length and its backlog; for TCP bytes, where an unread FIN and an
	// unacknowledged SYN or FIN count 1; for UDP memory, not bytes.
	RecvQ, SendQ int
	Readable     int // bytes the next recv could return (UDP: the next datagram); Unknown = -1
	Unacked      int // payload bytes in the send buffer, SYN and FIN not counted; Unknown = -1
	RcvBuf       int // receive buffer's size in bytes of memory
	SndBuf       int
	Drops        int // packets this socket dropped
	Timer        Timer
	TCP          *TCPInfo // nil when the stack tells none (UDP, half-open, TIME_WAIT)
}

// TCPInfo is what the stack tells of a connection's inner workings (tcp(7),
// TCP_INFO). Windows are bytes, congestion numbers are segments.
type TCPInfo struct {
	Cwnd, Ssthresh          int // segments; Ssthresh -1 = not set yet ("infinite")
	RTT, RTTVar, RTO        time.Duration
	Retransmits             int // segments sent again, in all
	MSS                     int
	SendWindow, RecvWindow  int // bytes
	BytesAcked, BytesRecvd  int
	SegmentsIn, SegmentsOut int
}

// Side is where on the ladder something belongs.
type Side int

const (
	NoSide Side = iota
	ClientSide
	ServerSide
)

// Queue is which of a listener's queues a socket waits in.
type Queue int

const (
	NoQueue     Queue = iota
	SynQueue          // half-open: SYN seen, final ACK not
	AcceptQueue       // established, accept() has not taken it
)

// Passage is a socket's entry into a state.
type Passage struct {
	State    State
	Event    int  // the event at which it was seen
	Inferred bool // passed through between two readings; not read
}

// PortChoice says how a socket came by its local port.
type PortChoice struct {
	By    string // the call that fixed it: "bind", "connect", "sendto", "listen"; "" = no port yet, or a listener's child
	Asked bool   // the program named the number itself
	Event int
}

// Socket is one socket as a pane may draw it: the stack's row, and what the
// history adds to it. Values are immutable once in a Snapshot.
type Socket struct {
	SocketRow
	Order  int      // 1 = the first socket the lab saw
	Actor  string   // whose it is: who made it, or whose listener will hand it out
	Name   string   // the variable that holds it, "server.l"; "" = none known
	FD     int      // the descriptor; -1 = no program holds one
	Parent SocketID // the listener it came through; 0 = none
	// ParentInferred: several listeners share the port, and which of them it is
	// will be known when accept() takes it.
	ParentInferred bool
	// Accepted: accept() has handed it out; a child waits in a queue till then.
	Accepted bool
	Queue    Queue
	Place    int       // place in its queue, 1 = next; 0 = in none
	Road     []Passage // every state it has been in, in order
	Port     PortChoice
	Given    int           // payload bytes the program handed to send or sendto
	Taken    int           // payload bytes recv or recvfrom handed to the program
	Gone     bool          // the stack no longer has it
	Seen     int           // the event of the last reading that changed it
	Read     time.Duration // the lab's clock at that reading
}

// Left is how long its timer still has at a moment of the lab's clock.
func (s *Socket) Left(now time.Duration) time.Duration {
	return max(s.Timer.Expires-(now-s.Read), 0)
}

// Side is the ladder's side the socket belongs to.
func (s *Socket) Side() Side { return SideOf(s.Actor) }

// SideOf puts an actor on the ladder: a server at the right, all others left.
func SideOf(actor string) Side {
	switch {
	case actor == "":
		return NoSide
	case len(actor) >= 6 && actor[:6] == "server":
		return ServerSide
	}
	return ClientSide
}

// Backlog is the number listen() was given, as the stack took it; capacity of
// either queue is one more (Linux: sk_acceptq_is_full compares with >).
func (s *Socket) Backlog() int { return s.SendQ }

// Packet is one IP packet on the wire; see wire.Packet.
type Packet = wire.Packet

// Phase is how far a call has come.
type Phase string

const (
	Entered  Phase = "entered"
	Parked   Phase = "parked" // it blocks
	Returned Phase = "returned"
)

// Call is one socket call of an actor. Values are immutable.
type Call struct {
	ID     int
	Actor  string
	Name   string // "connect", as in section 2 of the manual
	Args   string // as strace prints them: `9, {127.0.0.1:8080}`
	Socket SocketID
	Phase  Phase
	Result string // as strace prints it: "0", "5", "10"; "" before it returned
	Errno  Errno  // 0 = none
	Took   int    // the event at which it was entered
}

// Actor is one maker of calls, as a pane may draw it.
type Actor struct {
	Name   string
	Parked *Call // the call it is blocked in; nil = none
	Last   *Call // its newest returned call
	Error  Errno // of the last call that failed; 0 = none yet
}

// Ports is the range that ephemeral ports are taken from, both ends included
// (Linux: net.ipv4.ip_local_port_range).
type Ports struct{ Low, High int }

// Snapshot is everything a pane may draw, as of event Seq. It is never changed
// after it was made; slices may be shared with other snapshots.
type Snapshot struct {
	Seq      int
	At       time.Duration // the lab's clock at that event
	Stack    string        // "Linux 6.18 kernel"
	Mode     wire.Mode
	Sockets  []*Socket // in order of appearance, those that are gone too
	Packets  []*Packet // by number
	Actors   []*Actor  // in order of appearance
	Calls    []*Call   // newest last, each as it stands now
	Ports    Ports
	Counters map[string]int64 // since the lab began, by Linux's names
}

// Socket finds a socket by identity; nil if there is none.
func (s *Snapshot) Socket(id SocketID) *Socket {
	for _, k := range s.Sockets {
		if k.ID == id {
			return k
		}
	}
	return nil
}

// Packet finds a packet by number; nil if there is none.
func (s *Snapshot) Packet(number int) *Packet {
	for _, p := range s.Packets {
		if p.Number == number {
			return p
		}
	}
	return nil
}

// Held lists the packets that wait for a hand, oldest first.
func (s *Snapshot) Held() []*Packet {
	var held []*Packet
	for _, p := range s.Packets {
		if p.Fate == wire.Held {
			held = append(held, p)
		}
	}
	return held
}

// Actor finds an actor by name; nil if it has made no call yet.
func (s *Snapshot) Actor(name string) *Actor {
	for _, a := range s.Actors {
		if a.Name == name {
			return a
		}
	}
	return nil
}
