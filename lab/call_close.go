package lab

import "fmt"

var howNames = [...]string{ShutRead: "SHUT_RD", ShutWrite: "SHUT_WR", ShutBoth: "SHUT_RDWR"}

func argsHow(r *Request) string {
	if r.N >= 0 && r.N < len(howNames) {
		return fmt.Sprintf("%d, %s", r.FD.Number, howNames[r.N])
	}
	return argsNumber(r)
}

// tryShutdown is shutdown(2).
func tryShutdown(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	if o.req.N < 0 || o.req.N >= len(howNames) {
		return EINVAL
	}
	return l.errno(h.Shutdown(How(o.req.N)))
}

// tryClose is close(2). The descriptor is gone at once; the socket may live on
// in the stack, and a call that is parked on the descriptor ends with EBADF.
func tryClose(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	o.req.FD.handle = nil
	delete(l.handles, h.ID())
	err := h.Close()
	l.amend(h.ID(), func(s *Socket) { s.FD, s.Held = -1, false })
	for _, p := range l.parked {
		if p.req.FD == o.req.FD {
			defer l.giveUp(p, EBADF)
		}
	}
	return l.errno(err)
}
