package lab

// State is a connection's state, by RFC 9293 section 3.3.2. UDP has none: its
// sockets read Unconn until connect() has fixed a peer, as in ss.
type State uint8

const (
	Closed State = iota
	Listen
	SynSent
	SynRcvd
	Established
	FinWait1
	FinWait2
	CloseWait
	Closing
	LastAck
	TimeWait
	Unconn
)

var stateNames = [...]string{
	Closed: "CLOSED", Listen: "LISTEN", SynSent: "SYN_SENT", SynRcvd: "SYN_RCVD",
	Established: "ESTABLISHED", FinWait1: "FIN_WAIT_1", FinWait2: "FIN_WAIT_2",
	CloseWait: "CLOSE_WAIT", Closing: "CLOSING", LastAck: "LAST_ACK",
	TimeWait: "TIME_WAIT", Unconn: "UNCONN",
}

func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}
