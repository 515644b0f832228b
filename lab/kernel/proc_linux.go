package kernel

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/stillwire/stillwire/lab"
)

// counters reads the namespace's totals, by the names of nstat(8): group and
// name in one word ("UdpInErrors"). Those of TcpExt, which no other group has,
// go without the group ("ListenOverflows"). Must run on the lab's thread.
func counters() (map[string]int64, error) {
	all := make(map[string]int64, 400)
	for _, file := range []string{"snmp", "netstat"} {
		b, err := os.ReadFile("/proc/thread-self/net/" + file)
		if err != nil {
			return nil, err
		}
		lines := strings.Split(strings.TrimSpace(string(b)), "\n")
		for i := 0; i+1 < len(lines); i += 2 {
			if err := pair(all, lines[i], lines[i+1]); err != nil {
				return nil, fmt.Errorf("/proc/net/%s line %d: %w", file, i+1, err)
			}
		}
	}
	return all, nil
}

// pair reads a line of names and the line of numbers under it.
func pair(into map[string]int64, names, numbers string) error {
	n, v := strings.Fields(names), strings.Fields(numbers)
	if len(n) != len(v) || len(n) == 0 || n[0] != v[0] {
		return fmt.Errorf("%d names and %d numbers", len(n), len(v))
	}
	group := strings.TrimSuffix(n[0], ":")
	if group == "TcpExt" {
		group = ""
	}
	for i := 1; i < len(n); i++ {
		x, err := strconv.ParseInt(v[i], 10, 64)
		if err != nil {
			return err
		}
		into[group+n[i]] = x
	}
	return nil
}

// ports reads the ephemeral range. Must run on the lab's thread.
func ports() (lab.Ports, error) {
	b, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		return lab.Ports{}, err
	}
	var p lab.Ports
	_, err = fmt.Sscan(string(b), &p.Low, &p.High)
	return p, err
}

// release is the kernel's version as people say it: "6.18".
func release() string {
	b, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return "?"
	}
	parts := strings.SplitN(strings.TrimSpace(string(b)), ".", 3)
	if len(parts) < 2 {
		return parts[0]
	}
	return parts[0] + "." + parts[1]
}
