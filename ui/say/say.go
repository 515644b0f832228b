// Package say puts values into the words and signs that all panes share.
package say

import (
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/ui/draw"
)

// Role is the colour of a side of the ladder.
func Role(side lab.Side) draw.Role {
	switch side {
	case lab.ClientSide:
		return draw.Client
	case lab.ServerSide:
		return draw.Server
	}
	return draw.Muted
}

// ActorRole is the colour of an actor; the hand on the wire has one too.
func ActorRole(actor string) draw.Role {
	if actor == "wire" {
		return draw.Flight
	}
	return Role(lab.SideOf(actor))
}

// Sign is the glyph of a side, which always stands beside a word.
func Sign(g *draw.Glyphs, side lab.Side) string {
	if side == lab.ServerSide {
		return g.Server
	}
	return g.Client
}

// Glyph is the sign of a state.
func Glyph(g *draw.Glyphs, st lab.State) string {
	switch st {
	case lab.Listen:
		return g.Listen
	case lab.SynSent, lab.SynRcvd:
		return g.Opening
	case lab.Established:
		return g.Established
	case lab.FinWait1, lab.FinWait2, lab.CloseWait, lab.Closing, lab.LastAck:
		return g.Closing
	case lab.TimeWait:
		return g.Wait
	}
	return g.Closed
}

// Short is a state's name where space is short, as ss cuts it: "ESTAB". No
// result is longer than ten columns.
func Short(st lab.State) string {
	if st == lab.Established {
		return "ESTAB"
	}
	return st.String()
}

// Addr is an end point as tools print it, "127.0.0.1:8080"; "none" for none.
func Addr(a netip.AddrPort) string {
	if !a.IsValid() || a.Port() == 0 && a.Addr().IsUnspecified() {
		return "none"
	}
	return a.String()
}

// Near is Addr for narrow places: loopback's address is "lo".
func Near(a netip.AddrPort) string {
	if a.Addr() == loopback {
		return "lo:" + strconv.Itoa(int(a.Port()))
	}
	return Addr(a)
}

var loopback = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// FD is a descriptor: "fd 7", or "no fd".
func FD(fd int) string {
	if fd < 0 {
		return "no fd"
	}
	return "fd " + strconv.Itoa(fd)
}

// Count is a number; "unknown" if the engine cannot tell it.
func Count(n int) string {
	if n < 0 {
		return "unknown"
	}
	return strconv.Itoa(n)
}

// Brief is Count in at most four columns or "unknown": 99999 is "100k".
func Brief(n int) string {
	switch {
	case n < 10_000:
		return Count(n)
	case n < 10_000_000:
		return strconv.Itoa((n+500)/1000) + "k"
	}
	return strconv.Itoa((n+500_000)/1_000_000) + "M"
}

// Bytes is Count with its unit: "5 B"; "unknown".
func Bytes(n int) string {
	if n < 0 {
		return "unknown"
	}
	return strconv.Itoa(n) + " B"
}

// Span is a duration in two or three figures: "0.02 ms", "200 ms", "1.0 s", "41 s".
func Span(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d <= 0:
		return "0 s"
	case ms < 1:
		return fmt.Sprintf("%.2f ms", ms)
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	case ms < 999.5:
		return fmt.Sprintf("%.0f ms", ms)
	case ms < 9950:
		return fmt.Sprintf("%.1f s", ms/1000)
	}
	return fmt.Sprintf("%.0f s", ms/1000)
}

// Clock is a time of the lab in seconds, in at most five columns: "0.085",
// so that a state of ten letters stands apart from it.
func Clock(d time.Duration) string {
	s := d.Seconds()
	switch {
	case s < 9.9995:
		return fmt.Sprintf("%.3f", s)
	case s < 99.995:
		return fmt.Sprintf("%.2f", s)
	case s < 999.95:
		return fmt.Sprintf("%.1f", s)
	}
	return fmt.Sprintf("%.0f", s)
}
