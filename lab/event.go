package lab

import "time"

// Kind says what sort of fact an Event is.
type Kind string

const (
	CallEntered  Kind = "call entered"
	CallParked   Kind = "call parked"
	CallReturned Kind = "call returned"

	PacketSent       Kind = "packet sent"  // the stack emitted it; its Fate says whether it waits
	PacketAgain      Kind = "packet again" // the stack repeated a packet that still waits; swallowed, counted on it
	PacketDelivered  Kind = "packet delivered"
	PacketDropped    Kind = "packet dropped"
	PacketDuplicated Kind = "packet duplicated" // Packet is the original; its copy follows as "packet sent"
	PacketTurned     Kind = "packet turned"     // it waited for a hand and now passes, or the other way round

	StateChanged  Kind = "state changed"  // Socket as it now is; From and To
	SocketChanged Kind = "socket changed" // its numbers moved, its state did not
	SocketGone    Kind = "socket gone"    // the stack no longer has it

	WireChanged  Kind = "wire changed"  // held or free
	CountersRead Kind = "counters read" // those that moved
	TimerFired   Kind = "timer fired"   // inferred: the stack acted with no call and no packet before it
	Mark         Kind = "mark"          // a beat of a lesson begins
	Fault        Kind = "fault"         // a part of the lab itself failed
)

// Event is one numbered fact. Only the fields of its Kind are set.
type Event struct {
	Seq   int           // 1, 2, 3 ... in the order the lab learned of it
	At    time.Duration // the lab's clock
	Cause int           // the event this follows from; 0 = a hand, a program or a timer
	Kind  Kind

	Call     *Call
	Packet   *Packet // as it is after this event
	Socket   *Socket // as it is after this event
	From, To State
	Inferred bool // follows from two readings; was not read itself
	Counters map[string]int64
	Text     string
}
