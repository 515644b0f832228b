package engines

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/kernel"
	"github.com/stillwire/stillwire/lab/netstack"
)

// Doctor says what was found of every engine, and how the engines differ. ok
// is whether the engine of that name can run here.
func Doctor(w io.Writer, name string, asJSON bool, enter Enter) (ok bool, err error) {
	checks := kernel.Probe(kernelProcess(false, enter))
	ok = kernel.Works(checks) || name != "kernel"
	notes, broken := examine()
	if asJSON {
		return ok, json.NewEncoder(w).Encode(map[string]any{
			"kernel":      kernel.Section(checks),
			"netstack":    map[string]any{"works": broken == nil, "notes": notes},
			"differences": lab.Differences,
		})
	}
	if err := kernel.Report(w, checks); err != nil {
		return ok, err
	}
	fmt.Fprintln(w, "\nengine netstack: gVisor's TCP/IP stack in this process; its clock stands still")
	if broken != nil {
		_, err := fmt.Fprintf(w, "The netstack engine does not work here. %v\n", broken)
		return ok, err
	}
	for _, n := range notes {
		fmt.Fprintln(w, "  note", n)
	}
	fmt.Fprintln(w, "The netstack engine works here, as everywhere.\n\nwhat they do not do alike (Linux; netstack):")
	for _, d := range lab.Differences {
		fmt.Fprintf(w, "  %s: %s; %s\n       why: %s\n", d.Name, d.Kernel, d.Netstack, d.Why)
	}
	return ok, nil
}

// examine opens a lab on netstack: it works, or err says why not.
func examine() (notes []string, err error) {
	l, err := netstack.Open(context.Background(), lab.Options{})
	if err != nil {
		return nil, err
	}
	return l.Caps().Notes, l.Close()
}
