package lab

// Difference is something that the engines do not do alike, so that a lesson
// or a screen can say so rather than let a student wonder.
type Difference struct {
	Name     string `json:"name"`
	Kernel   string `json:"kernel"`   // what Linux does
	Netstack string `json:"netstack"` // what netstack does
	Why      string `json:"why"`
}

// Of is what an engine does, by its name.
func (d Difference) Of(engine string) string {
	if engine == "netstack" {
		return d.Netstack
	}
	return d.Kernel
}

// Differences are all that are known; labtest holds each row true on both
// engines.
var Differences = []Difference{
	{"the clock", "runs", "stands still",
		"netstack asks us for the time; the kernel asks the machine"},
	{"segment size", "1448 bytes", "1420 bytes",
		"with an MTU of 1500 both give 40 to the headers and 12 to timestamps; netstack keeps 28 more free for SACK blocks"},
	{"ephemeral port of connect()", "even", "even and odd",
		"Linux keeps odd ports for bind(0); netstack draws any of the range"},
	{"half-open, and the listener closes", "stays until its timer ends it", "is gone at once",
		"Linux keeps requests in a table of their own; in netstack they belong to the listener"},
	{"Recv-Q of UDP", "memory", "unknown",
		"Linux counts the buffers that datagrams take up; netstack tells only how long the next datagram is"},
	{"MSS in TCP_INFO, before any segment came in", "known", "unknown",
		"netstack tells it with each segment that a connection receives"},
	{"retransmission timer of sent bytes", "known", "unknown",
		"netstack leaves cancelled timers armed, so an armed one says nothing; while the handshake runs it is known"},
}
