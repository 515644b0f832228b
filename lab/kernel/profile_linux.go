package kernel

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/stillwire/stillwire/lab"
)

// always is set for every lab: the same stack everywhere, whatever the host
// prefers, with nothing that compresses or limits what should be seen.
var always = map[string]string{
	"ipv4/tcp_congestion_control": "reno", // bbr paces and ignores loss
	"ipv4/tcp_no_metrics_save":    "1",
	"ipv4/tcp_comp_sack_nr":       "0",
	"ipv4/tcp_autocorking":        "0",
	"ipv4/tcp_invalid_ratelimit":  "0",
	"ipv4/icmp_ratelimit":         "0",
	"ipv4/icmp_msgs_per_sec":      "100000",
	"ipv4/ping_group_range":       "0 0",
}

// profiles are how the kernel's timers are set. calm keeps them out of the
// way of a student who reads: a held packet stays one packet. fast makes
// losses repaired in milliseconds. natural leaves Linux's own.
var profiles = map[string]map[string]string{
	"calm": {
		"ipv4/tcp_rto_min_us":          "120000000", // 120 s, the largest
		"ipv4/tcp_rto_max_ms":          "120000",
		"ipv4/tcp_early_retrans":       "0", // or tail loss probes come after 7 ms all the same
		"ipv4/tcp_syn_linear_timeouts": "0",
		"ipv4/tcp_syn_retries":         "127",
		"ipv4/tcp_synack_retries":      "255",
		"ipv4/tcp_retries2":            "127",
		"ipv4/tcp_orphan_retries":      "127",
	},
	"fast": {
		"ipv4/tcp_rto_min_us": "5000",
		"ipv4/tcp_rto_max_ms": "1000",
	},
	"natural": {},
}

// quickack are the profiles whose route asks for an acknowledgment at once.
var quickack = map[string]bool{"calm": true, "fast": true}

// profile sets a profile's tunables and answers those that this kernel does
// not have. Must run on the lab's thread.
func profile(name string) (missing []string, err error) {
	if name == "" {
		name = "calm"
	}
	chosen, ok := profiles[name]
	if !ok {
		return nil, fmt.Errorf("profile %q is not known: calm, fast or natural", name)
	}
	for _, set := range []map[string]string{always, chosen} {
		for _, tunable := range slices.Sorted(maps.Keys(set)) {
			err := sysctl(tunable, set[tunable])
			if errors.Is(err, fs.ErrNotExist) {
				missing = append(missing, tunable)
				continue
			}
			if err != nil {
				return missing, &SetupError{Step: "set " + tunable, Err: err}
			}
		}
	}
	return missing, nil
}

// tune sets one tunable by its last name, wherever it stands.
func tune(name, value string) error {
	for _, dir := range []string{"ipv4/", "core/"} {
		err := sysctl(dir+name, value)
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return fmt.Errorf("%s: %w", name, lab.ErrUnsupported)
}
