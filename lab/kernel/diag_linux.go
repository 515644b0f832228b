package kernel

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/stillwire/stillwire/lab"
)

// sock_diag(7) is the kernel's own list of every socket of the namespace. The
// request and the decode are ours, because no library returns half-open and
// bound rows together with cookies and memory.

const (
	sockDiagByFamily = 20 // SOCK_DIAG_BY_FAMILY
	diagReqLen       = unix.SizeofNlMsghdr + 56
	diagMsgLen       = 72 // struct inet_diag_msg
	attrInfo         = 2  // INET_DIAG_INFO
	attrSkmem        = 7  // INET_DIAG_SKMEMINFO
)

// Timers of inet_diag_msg.idiag_timer.
var diagTimers = [...]lab.TimerKind{lab.NoTimer, lab.RetransTimer, lab.KeepaliveTimer, lab.TimeWaitTimer, lab.ProbeTimer}

// States of include/net/tcp_states.h.
var diagStates = [...]lab.State{
	1: lab.Established, 2: lab.SynSent, 3: lab.SynRcvd, 4: lab.FinWait1, 5: lab.FinWait2,
	6: lab.TimeWait, 7: lab.Closed, 8: lab.CloseWait, 9: lab.LastAck, 10: lab.Listen,
	11: lab.Closing, 12: lab.SynRcvd, 13: lab.Closed, // NEW_SYN_RECV, BOUND_INACTIVE
}

// diag asks one NETLINK_SOCK_DIAG socket.
type diag struct {
	fd  int
	seq uint32
	buf []byte
}

// openDiag must run on the lab's thread; the socket works from any other.
func openDiag() (*diag, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		return nil, &SetupError{Step: "open sock_diag (NETLINK_SOCK_DIAG)", Err: err,
			Help: "the kernel needs CONFIG_INET_DIAG"}
	}
	return &diag{fd: fd, buf: make([]byte, 256<<10)}, nil
}

func (d *diag) close() error { return unix.Close(d.fd) }

// dump appends a row for every socket of a protocol.
func (d *diag) dump(rows []lab.SocketRow, proto uint8) ([]lab.SocketRow, error) {
	d.seq++
	req := make([]byte, diagReqLen)
	h := (*unix.NlMsghdr)(unsafe.Pointer(&req[0]))
	*h = unix.NlMsghdr{Len: diagReqLen, Type: sockDiagByFamily, Flags: unix.NLM_F_REQUEST | unix.NLM_F_DUMP, Seq: d.seq}
	body := req[unix.SizeofNlMsghdr:]
	body[0], body[1] = unix.AF_INET, proto
	body[2] = 1<<(attrInfo-1) | 1<<(attrSkmem-1)
	binary.NativeEndian.PutUint32(body[4:], ^uint32(0)) // all states
	if err := unix.Sendto(d.fd, req, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return nil, fmt.Errorf("sock_diag request: %w", err)
	}
	for {
		n, _, err := unix.Recvfrom(d.fd, d.buf, 0)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("sock_diag answer: %w", err)
		}
		var done bool
		if rows, done, err = d.parts(rows, d.buf[:n], proto); done || err != nil {
			return rows, err
		}
	}
}

// parts reads the netlink messages of one datagram.
func (d *diag) parts(rows []lab.SocketRow, b []byte, proto uint8) ([]lab.SocketRow, bool, error) {
	for len(b) >= unix.SizeofNlMsghdr {
		h := (*unix.NlMsghdr)(unsafe.Pointer(&b[0]))
		if int(h.Len) < unix.SizeofNlMsghdr || int(h.Len) > len(b) {
			return rows, false, fmt.Errorf("sock_diag answer: a message of %d bytes in %d", h.Len, len(b))
		}
		body := b[unix.SizeofNlMsghdr:h.Len]
		switch {
		case h.Seq != d.seq: // a late answer to an earlier question
		case h.Type == unix.NLMSG_DONE:
			return rows, true, nil
		case h.Type == unix.NLMSG_ERROR:
			return rows, false, fmt.Errorf("sock_diag answer: %w", unix.Errno(-int32(binary.NativeEndian.Uint32(body))))
		case h.Type == sockDiagByFamily && len(body) >= diagMsgLen:
			rows = append(rows, diagRow(body, proto))
		}
		b = b[min((int(h.Len)+3)&^3, len(b)):]
	}
	return rows, false, nil
}

// diagRow decodes struct inet_diag_msg and the attributes behind it.
func diagRow(b []byte, proto uint8) lab.SocketRow {
	u32 := func(at int) uint32 { return binary.NativeEndian.Uint32(b[at:]) }
	r := lab.SocketRow{
		ID:     lab.SocketID(uint64(u32(44)) | uint64(u32(48))<<32),
		Family: lab.Family(b[0]), Type: lab.Stream,
		Local: diagAddr(b[8:], b[4:]), Peer: diagAddr(b[24:], b[6:]),
		RecvQ: int(u32(56)), SendQ: int(u32(60)),
		Held:     u32(68) != 0, // an inode: a descriptor somewhere
		Readable: lab.Unknown, Unacked: lab.Unknown,
	}
	if s := int(b[1]); s < len(diagStates) {
		r.State = diagStates[s]
	}
	if r.Peer.Port() == 0 {
		r.Peer = netip.AddrPort{}
	}
	if t := int(b[2]); t > 0 && t < len(diagTimers) {
		r.Timer = lab.Timer{Kind: diagTimers[t], Fired: int(b[3]), Expires: time.Duration(u32(52)) * time.Millisecond}
	}
	if proto == unix.IPPROTO_UDP {
		r.Type = lab.Dgram
		if r.State == lab.Closed {
			r.State = lab.Unconn
		}
	}
	attributes(&r, b[diagMsgLen:])
	if r.State == lab.TimeWait || r.State == lab.SynRcvd && !r.Held {
		r.TCP = nil // a small record without these numbers
	}
	return r
}

func diagAddr(addr, port []byte) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte(addr[:4])), binary.BigEndian.Uint16(port))
}

func attributes(r *lab.SocketRow, b []byte) {
	for len(b) >= 4 {
		size, kind := int(binary.NativeEndian.Uint16(b)), binary.NativeEndian.Uint16(b[2:])
		if size < 4 || size > len(b) {
			return
		}
		switch data := b[4:size]; {
		case kind == attrInfo && r.Type == lab.Stream:
			r.TCP = tcpInfo(data)
		case kind == attrSkmem && len(data) >= 36:
			mem := func(i int) int { return int(binary.NativeEndian.Uint32(data[4*i:])) }
			r.RcvBuf, r.SndBuf, r.Drops = mem(1), mem(3), mem(8) // SK_MEMINFO_RCVBUF, SNDBUF, DROPS
		}
		b = b[min((size+3)&^3, len(b)):]
	}
}

// infinite is TCP_INFINITE_SSTHRESH: slow start has not ended yet.
const infinite = 0x7fffffff

// tcpInfo decodes struct tcp_info (tcp(7)), however much of it this kernel has.
func tcpInfo(b []byte) *lab.TCPInfo {
	var i unix.TCPInfo
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&i)), unsafe.Sizeof(i)), b)
	us := func(n uint32) time.Duration { return time.Duration(n) * time.Microsecond }
	t := &lab.TCPInfo{
		Cwnd: int(i.Snd_cwnd), Ssthresh: int(i.Snd_ssthresh),
		RTT: us(i.Rtt), RTTVar: us(i.Rttvar), RTO: us(i.Rto),
		Retransmits: int(i.Total_retrans), MSS: int(i.Snd_mss),
		SendWindow: int(i.Snd_wnd), RecvWindow: int(i.Rcv_wnd),
		BytesAcked: int(i.Bytes_acked), BytesRecvd: int(i.Bytes_received),
		SegmentsIn: int(i.Segs_in), SegmentsOut: int(i.Segs_out),
	}
	if t.Ssthresh >= infinite {
		t.Ssthresh = lab.Unknown
	}
	return t
}
