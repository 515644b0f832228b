package netstack

// Counters are the stack's totals under Linux's names, where they count the
// same thing. Others are left out: a number under the wrong name is a lie.
func (e *Engine) Counters() (map[string]int64, error) {
	s := e.stack.Stats()
	turned := e.gate.turned.Load()
	over := int64(s.TCP.ListenOverflowSynDrop.Value() + s.TCP.ListenOverflowAckDrop.Value())
	return map[string]int64{
		"Tcp.ActiveOpens":  int64(s.TCP.ActiveConnectionOpenings.Value()),
		"Tcp.PassiveOpens": int64(s.TCP.PassiveConnectionOpenings.Value()),
		"Tcp.EstabResets":  int64(s.TCP.EstablishedResets.Value()),
		"Tcp.RetransSegs":  int64(s.TCP.Retransmits.Value()),
		"Tcp.OutRsts":      int64(s.TCP.ResetsSent.Value()),
		"Tcp.InCsumErrors": int64(s.TCP.ChecksumErrors.Value()),

		"ListenOverflows":      over,
		"ListenDrops":          over + turned,
		"TCPReqQFullDrop":      turned,
		"SyncookiesSent":       int64(s.TCP.ListenOverflowSynCookieSent.Value()),
		"SyncookiesRecv":       int64(s.TCP.ListenOverflowSynCookieRcvd.Value()),
		"TCPTimeouts":          int64(s.TCP.Timeouts.Value()),
		"TCPFastRetrans":       int64(s.TCP.FastRetransmit.Value()),
		"TCPSackRecovery":      int64(s.TCP.SACKRecovery.Value()),
		"Udp.InDatagrams":      int64(s.UDP.PacketsReceived.Value()),
		"Udp.OutDatagrams":     int64(s.UDP.PacketsSent.Value()),
		"Udp.NoPorts":          int64(s.UDP.UnknownPortErrors.Value()),
		"Udp.RcvbufErrors":     int64(s.UDP.ReceiveBufferErrors.Value()),
		"Udp.InCsumErrors":     int64(s.UDP.ChecksumErrors.Value()),
		"Ip.InReceives":        int64(s.IP.PacketsReceived.Value()),
		"Ip.InDelivers":        int64(s.IP.PacketsDelivered.Value()),
		"Ip.OutRequests":       int64(s.IP.PacketsSent.Value()),
		"Icmp.InErrors":        int64(s.ICMP.V4.PacketsReceived.Invalid.Value()),
		"Icmp.InDestUnreachs":  int64(s.ICMP.V4.PacketsReceived.DstUnreachable.Value()),
		"Icmp.OutDestUnreachs": int64(s.ICMP.V4.PacketsSent.DstUnreachable.Value()),
	}, nil
}
