package netstack

// causes says in words what a timer is for, by the function of the stack that
// armed it.
var causes = map[string]string{
	"startTimeWait":           "TIME_WAIT ends",
	"handleTimeWait":          "TIME_WAIT ends",
	"newHandshake":            "the handshake's segment is sent again",
	"synSentState":            "the handshake's segment is sent again",
	"retransmitHandlerLocked": "the handshake's segment is sent again",
	"closeNoShutdownLocked":   "FIN_WAIT_2 without a program ends",
	"consumeSegment":          "FIN_WAIT_2 without a program ends",
	"schedulePTO":             "tail loss probe",
	"postXmit":                "retransmission",
	"handleRcvdSegment":       "retransmission",
	"sendSegment":             "retransmission",
	"detectLoss":              "reordering window ends",
	"sendZeroWindowProbe":     "zero-window probe",
	"enableZeroWindowProbing": "zero-window probe",
	"resetKeepaliveTimer":     "keepalive probe",
	"maybeSendSegment":        "corked bytes are sent",
}

// say is the timer's cause for people.
func (t *timer) say() string {
	text := causes[t.cause]
	if text == "" {
		text = t.cause
	}
	if t.maybe {
		return "maybe " + text // cancelled, it fires all the same, into nothing
	}
	return text
}
