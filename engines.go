package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/kernel"
	"github.com/stillwire/stillwire/lab/netstack"
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/keeper"
)

// engine is the --engine flag; auto takes the kernel where it works.
var engine string

// openers are the engines, once ready has chosen one.
var openers = map[string]func(context.Context, lab.Options) (*lab.Lab, error){
	"kernel": kernel.Open, "netstack": netstack.Open,
}

// ready sees to it that this process can open labs, and says why it cannot.
func ready(window bool) error {
	if engine != "auto" && openers[engine] == nil {
		return fmt.Errorf("--engine %s: there are auto, kernel and netstack", engine)
	}
	if engine == "netstack" {
		return simply(window)
	}
	err := inside(window)
	if err == nil {
		err = kernel.Available()
	}
	switch {
	case err == nil:
		engine = "kernel"
		return nil
	case engine == "auto":
		engine = "netstack"
		return simply(window)
	}
	return exit{3, fmt.Errorf("the kernel engine cannot run here: %w\n"+
		"`stillwire doctor` looks at every step; --engine netstack runs everywhere", err)}
}

// inside goes on in a child where it takes one: a user namespace, a keeper.
func inside(window bool) error {
	return kernel.ExplainUserNamespace(keeper.Enter(window, kernel.Privileged, kernel.UserNamespace))
}

// simply goes on with no privilege; only a window takes a child, the keeper's.
func simply(window bool) error {
	return keeper.Enter(window, func() bool { return true }, func() *syscall.SysProcAttr { return nil })
}

func open(ctx context.Context, l *lessons.Lesson) (*lab.Lab, error) {
	return openers[engine](ctx, l.Options())
}

func doctorCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "doctor", Short: "Say which engines work on this machine, and what would help where one does not", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			checks := kernel.Probe(inside(false))
			if err := report(checks, asJSON); err != nil || kernel.Works(checks) || engine != "kernel" {
				return err
			}
			return exit{3, nil}
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as one JSON object")
	return c
}

// report says what was found of every engine, and how the engines differ.
func report(checks []kernel.Check, asJSON bool) error {
	l, err := netstack.Open(context.Background(), lab.Options{})
	var notes []string
	if err == nil {
		notes = l.Caps().Notes
		err = l.Close()
	}
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{
			"kernel":      kernel.Section(checks),
			"netstack":    map[string]any{"works": err == nil},
			"differences": lab.Differences,
		})
	}
	kernel.Report(os.Stdout, checks)
	fmt.Println("\nengine netstack: gVisor's TCP/IP stack in this process; its clock stands still")
	if err != nil {
		fmt.Printf("The netstack engine does not work here. %v\n", err)
		return nil
	}
	for _, n := range notes {
		fmt.Println("  note", n)
	}
	fmt.Println("The netstack engine works here, as everywhere.\n\nwhat they do not do alike (Linux; netstack):")
	for _, d := range lab.Differences {
		fmt.Printf("  %s: %s; %s\n       why: %s\n", d.Name, d.Kernel, d.Netstack, d.Why)
	}
	return nil
}
