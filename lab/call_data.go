package lab

import (
	"fmt"
	"strconv"
)

// maxRecv bounds the buffer of one recv: 1 MiB, so that recv(10**12) is no
// way to take the machine's memory.
const maxRecv = 1 << 20

// maxShown is how many payload bytes a call's arguments show, as strace does.
const maxShown = 32

func argsSend(r *Request) string {
	return fmt.Sprintf("%d, %s, %d, 0", r.FD.Number, shown(r.Data), len(r.Data))
}

func argsSendTo(r *Request) string { return fmt.Sprintf("%s, %v", argsSend(r), r.Addr) }

func shown(data []byte) string {
	if len(data) > maxShown {
		return strconv.QuoteToASCII(string(data[:maxShown])) + "..."
	}
	return strconv.QuoteToASCII(string(data))
}

// trySend is send(2). A blocking send of a stream returns when all bytes are
// in the send buffer, so a partial one goes on when there is room.
func trySend(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	for {
		n, err := h.Send(o.req.Data[o.done:], o.req.Flags)
		if err != nil {
			return l.partial(o, l.errno(err))
		}
		o.done += n
		o.reply.N = o.done
		l.counted(o.req.FD.ID, n, 0)
		if o.done >= len(o.req.Data) || n == 0 {
			return 0
		}
	}
}

// partial is the result of a send that stopped: bytes that went before an
// error count more than the error, which the next call will tell.
func (l *loop) partial(o *op, e Errno) Errno {
	if e != errPark && o.done > 0 {
		return 0
	}
	return e
}

// trySendTo is sendto(2).
func trySendTo(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	n, err := h.SendTo(o.req.Data, o.req.Addr, o.req.Flags)
	if err != nil {
		return l.errno(err)
	}
	o.reply.N = n
	l.counted(o.req.FD.ID, n, 0)
	return 0
}

// tryRecv is recv(2): at most N bytes; none and no error is the stream's end,
// or an empty datagram.
func tryRecv(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	if o.req.N < 0 {
		return EINVAL
	}
	buf := make([]byte, min(o.req.N, maxRecv))
	n, err := h.Recv(buf, o.req.Flags)
	if err != nil {
		return l.errno(err)
	}
	return l.received(o, buf[:n])
}

// tryRecvFrom is recvfrom(2): what does not fit of a datagram is lost.
func tryRecvFrom(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	if o.req.N < 0 {
		return EINVAL
	}
	buf := make([]byte, min(o.req.N, maxRecv))
	n, from, err := h.RecvFrom(buf, o.req.Flags)
	if err != nil {
		return l.errno(err)
	}
	o.reply.Addr = from
	return l.received(o, buf[:n])
}

func (l *loop) received(o *op, data []byte) Errno {
	o.reply.Data, o.reply.N = data, len(data)
	if o.req.Flags&Peek == 0 {
		l.counted(o.req.FD.ID, 0, len(data))
	}
	return 0
}
