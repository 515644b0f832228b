package netstack

import (
	"net/netip"

	"gvisor.dev/gvisor/pkg/tcpip"

	"github.com/stillwire/stillwire/lab"
)

// Recv is recv(2).
func (h *handle) Recv(p []byte, f lab.Flags) (int, error) {
	n, _, err := h.RecvFrom(p, f)
	return n, err
}

// RecvFrom is recvfrom(2). Of TCP no address is given, as on Linux.
func (h *handle) RecvFrom(p []byte, f lab.Flags) (int, netip.AddrPort, error) {
	if h.typ == lab.Dgram {
		return h.receiveDatagram(p, f)
	}
	if len(p) == 0 && readable(h.entry) > 0 {
		return 0, netip.AddrPort{}, nil // the stack would say EFAULT
	}
	w := tcpip.SliceWriter(p)
	h.begin()
	defer h.end()
	r, err := h.ep.Read(&w, tcpip.ReadOptions{Peek: f&lab.Peek != 0})
	if _, end := err.(*tcpip.ErrClosedForReceive); end {
		h.eof = h.eof || len(p) > 0 && f&lab.Peek == 0
		return 0, netip.AddrPort{}, nil
	}
	if err != nil {
		h.told()
		return 0, netip.AddrPort{}, errno(err)
	}
	if f&lab.Peek == 0 {
		h.read += r.Count
		// Linux takes the FIN along with the last byte
		h.eof = h.eof || finCame(state(h.ep)) && readable(h.entry) == 0
	}
	return r.Count, netip.AddrPort{}, nil
}

// finCame tells whether the other side's FIN must have arrived.
func finCame(s lab.State) bool {
	return s == lab.CloseWait || s == lab.LastAck || s == lab.Closing || s == lab.TimeWait
}

// receiveDatagram takes one datagram; what does not fit is lost.
func (h *handle) receiveDatagram(p []byte, f lab.Flags) (int, netip.AddrPort, error) {
	w := cutter{room: p}
	r, err := h.ep.Read(&w, tcpip.ReadOptions{Peek: f&lab.Peek != 0, NeedRemoteAddr: true})
	if _, end := err.(*tcpip.ErrClosedForReceive); end {
		return 0, netip.AddrPort{}, nil
	}
	if err != nil {
		return 0, netip.AddrPort{}, errno(err)
	}
	return w.taken, named(r.RemoteAddr), nil
}

// cutter keeps as much as there is room for and lets go of the rest.
type cutter struct {
	room  []byte
	taken int
}

func (c *cutter) Write(p []byte) (int, error) {
	c.taken += copy(c.room[c.taken:], p)
	return len(p), nil
}
