package kernel

import (
	"encoding/json"
	"fmt"
	"io"
)

// Report writes a Probe's checks for people, or as one JSON object.
func Report(w io.Writer, checks []Check, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{
			"kernel": map[string]any{"works": Works(checks), "steps": checks},
		})
	}
	fmt.Fprintln(w, "engine kernel: real sockets in a network namespace of the lab's own")
	for _, c := range checks {
		sign := "ok  "
		switch {
		case !c.OK && c.Need:
			sign = "FAIL"
		case !c.OK:
			sign = "no  "
		}
		fmt.Fprintf(w, "  %s %s: %s\n", sign, c.Step, c.Found)
		if c.Help != "" && !c.OK {
			fmt.Fprintf(w, "       what would help: %s\n", c.Help)
		}
	}
	line := "The kernel engine works here."
	if !Works(checks) {
		line = "The kernel engine does not work here. " + Why(checks)
	}
	_, err := fmt.Fprintln(w, line)
	return err
}
