package kernel

import (
	"fmt"
	"io"
)

// Section is a Probe's checks as a part of a JSON object.
func Section(checks []Check) any {
	return map[string]any{"works": Works(checks), "steps": checks}
}

// Report writes a Probe's checks for people.
func Report(w io.Writer, checks []Check) error {
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
