package lab

import "slices"

// observe reads what the stack says after a call or a delivery: first the
// states, then the packets, because a packet is sent from a state.
func (l *loop) observe(cause int) {
	l.settleEngine()
	var raws [][]byte
	for {
		raw, err := l.engine.Link().Read()
		if err != nil {
			l.emit(Event{Kind: Fault, Text: "reading the wire: " + err.Error()})
			break
		}
		if raw == nil {
			break
		}
		raws = append(raws, raw)
	}
	rows, err := l.engine.Sockets()
	if err != nil {
		l.emit(Event{Kind: Fault, Text: "reading the sockets: " + err.Error()})
	} else {
		l.compare(rows, cause)
	}
	for _, raw := range raws {
		l.take(raw, cause)
	}
}

// compare folds a reading into what is known and tells every difference.
func (l *loop) compare(rows []SocketRow, cause int) {
	seen := make(map[SocketID]bool, len(rows))
	slices.SortStableFunc(rows, func(a, b SocketRow) int { return l.rank(a) - l.rank(b) })
	for _, row := range rows {
		seen[row.ID] = true
		old := l.socks[row.ID]
		if old == nil {
			l.meet(row, cause)
			continue
		}
		now := *old
		now.SocketRow = row
		l.settlePort(&now, old)
		l.settleQueue(&now)
		l.change(old, &now, cause)
	}
	for _, id := range l.order {
		if old := l.socks[id]; !seen[id] && !old.Gone {
			l.part(old, cause)
		}
	}
	l.queue(cause)
}

// rank orders a reading, which comes as the stack's hash table has it: those
// known first, by age, so that a child finds its listener.
func (l *loop) rank(r SocketRow) int {
	if s := l.socks[r.ID]; s != nil {
		return s.Order
	}
	return len(l.order) + int(r.Peer.Port()) + 1
}

// meet takes in a socket that no call of ours made: half-open, or waiting for
// accept().
func (l *loop) meet(row SocketRow, cause int) {
	s := &Socket{SocketRow: row, FD: -1}
	from := Closed
	if p, sure := l.listener(row); p != nil {
		// the child starts where its listener stands (RFC 9293 figure 5)
		s.Parent, s.ParentInferred, s.Actor, from = p.ID, !sure, p.Actor, Listen
	}
	l.adopt(s)
	l.settleQueue(s)
	l.travel(s, from, row.State, cause)
}

// adopt gives a new socket its place in order.
func (l *loop) adopt(s *Socket) {
	l.order = append(l.order, s.ID)
	s.Order = len(l.order)
	l.socks[s.ID] = s
}

// listener finds the socket that a row without a program came through. sure
// is false where several share the port (SO_REUSEPORT): the row does not tell
// which of them it is.
func (l *loop) listener(row SocketRow) (found *Socket, sure bool) {
	var exact, wild []*Socket
	for _, id := range l.order {
		s := l.socks[id]
		switch {
		case s.State != Listen || s.Gone || s.Type != row.Type || s.Local.Port() != row.Local.Port():
		case s.Local.Addr() == row.Local.Addr():
			exact = append(exact, s)
		case s.Local.Addr().IsUnspecified():
			wild = append(wild, s)
		}
	}
	if len(exact) == 0 {
		exact = wild // the nearer address wins
	}
	if len(exact) == 0 {
		return nil, false
	}
	return exact[0], len(exact) == 1
}

// settlePort notes which call gave the socket its local port.
func (l *loop) settlePort(now, old *Socket) {
	if old.Local.Port() != 0 || now.Local.Port() == 0 || l.doing == nil {
		return
	}
	r := l.doing.req
	now.Port = PortChoice{By: r.Name, Asked: r.Name == "bind" && r.Addr.Port() != 0, Event: l.doing.call.Took}
}
