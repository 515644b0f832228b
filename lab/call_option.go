package lab

import "fmt"

func argsOption(r *Request) string {
	return fmt.Sprintf("%d, %d, %d, %d", r.FD.Number, r.Level, r.Option, r.Value)
}

// trySetOpt is setsockopt(2) of a whole number.
func trySetOpt(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	return l.errno(h.SetOpt(o.req.Level, o.req.Option, o.req.Value))
}

// tryGetOpt is getsockopt(2) of a whole number.
func tryGetOpt(l *loop, o *op) Errno {
	h, e := l.handle(&o.req)
	if e != 0 {
		return e
	}
	n, err := h.GetOpt(o.req.Level, o.req.Option)
	o.reply.N = n
	return l.errno(err)
}
