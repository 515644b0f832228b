package say

import "github.com/stillwire/stillwire/lab"

// Moved is the event at which a socket last changed its state.
func Moved(k *lab.Socket) int {
	if n := len(k.Road); n > 0 {
		return k.Road[n-1].Event
	}
	return 0
}

// Main is the socket of a side that most is to be seen of: of those that live
// the connection that changed its state last, else the newest listener, else
// whatever is left; nil if the side has none.
func Main(socks []*lab.Socket, side lab.Side) *lab.Socket {
	var best *lab.Socket
	for _, k := range socks {
		if k.Side() == side && (best == nil || before(k, best)) {
			best = k
		}
	}
	return best
}

// before tells whether more is to be seen of a than of b.
func before(a, b *lab.Socket) bool {
	if ra, rb := rank(a), rank(b); ra != rb {
		return ra < rb
	}
	if ma, mb := Moved(a), Moved(b); ma != mb {
		return ma > mb
	}
	return a.Order > b.Order
}

func rank(k *lab.Socket) int {
	switch {
	case k.Gone:
		return 2
	case k.State == lab.Listen:
		return 1
	}
	return 0
}

// Letter names a socket in one column: C, S, or L for a listener; "?" if it is
// nobody's.
func Letter(k *lab.Socket) string {
	switch {
	case k.State == lab.Listen && k.Type == lab.Stream:
		return "L"
	case k.Side() == lab.ServerSide:
		return "S"
	case k.Side() == lab.ClientSide:
		return "C"
	}
	return "?"
}
