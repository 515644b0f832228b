// Stillwire is a teaching lab for sockets in the terminal: real sockets, and
// the packets between them in the student's hand. This file is the command
// line and the wiring; README.md maps the rooms.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/engines"
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui"
	"github.com/stillwire/stillwire/ui/keeper"
	"github.com/stillwire/stillwire/ui/termguard" // its init keeps libraries from asking the terminal before main
)

// exit is an error with an exit code: 1 an expectation failed, 2 the command
// line or a file is wrong, 3 the engine cannot run here.
type exit struct {
	code int
	error
}

func main() {
	termguard.Restore()
	err := root().Execute()
	if err == nil {
		return
	}
	e := exit{2, err}
	errors.As(err, &e)
	if e.error != nil {
		fmt.Fprintln(os.Stderr, "stillwire:", e.error)
	}
	os.Exit(e.code)
}

var (
	engine string           // the --engine flag
	chosen []engines.Engine // what ready has made of it, the first is taken
)

// ready sees to it that this process can open labs, and says why it cannot.
func ready(window bool) (err error) {
	chosen, err = engines.Choose(engine, window, keeper.Enter)
	var cannot *engines.CannotRunError
	if errors.As(err, &cannot) {
		return exit{3, err}
	}
	return err
}

// opener makes labs for lessons on an engine.
func opener(e engines.Engine) lessons.Opener {
	return func(ctx context.Context, l *lessons.Lesson) (*lab.Lab, error) { return e.Open(ctx, l.Options()) }
}

func root() *cobra.Command {
	var config ui.Config
	var background string
	window := func(_ *cobra.Command, args []string) (err error) {
		if config.Lessons, err = lessons.Shelf(); err == nil {
			err = config.Prepare(background, args)
		}
		if err == nil {
			err = ready(true)
		}
		if err != nil {
			return err
		}
		for _, e := range chosen {
			config.Engines = append(config.Engines, ui.Engine{Name: e.Name, Open: opener(e)})
		}
		return ui.Run(context.Background(), config)
	}
	c := &cobra.Command{
		Use: "stillwire", Short: "Hold the wire still and see what the sockets do",
		Long: "Stillwire opens a server and a client on real sockets and lets you hold, release, drop\n" +
			"and duplicate every packet between them.",
		Args: cobra.NoArgs, RunE: window, SilenceErrors: true, SilenceUsage: true,
	}
	f := c.PersistentFlags()
	f.StringVar(&engine, "engine", "auto", "the TCP/IP stack: auto, kernel or netstack")
	f.BoolVar(&config.ASCII, "ascii", false, "draw with ASCII only")
	f.StringVar(&background, "background", "", "the terminal's background: dark or light (default: ask it)")
	c.AddCommand(&cobra.Command{
		Use: "lesson ID|FILE.md", Short: "Go straight into a lesson, of the shelf or of your own",
		Args: cobra.ExactArgs(1), RunE: window, ValidArgs: lessons.IDs(),
	}, runCommand(), doctorCommand())
	return c
}

func runCommand() *cobra.Command {
	var format string
	var all bool
	c := &cobra.Command{
		Use: "run ID|FILE.md... | --all", Short: "Play lessons without a screen and check every expectation",
		ValidArgs: lessons.IDs(),
		RunE: func(_ *cobra.Command, names []string) error {
			list, err := lessons.Select(names, all)
			transcript, wrong := lessons.NewTranscript(format, os.Stdout)
			if err = cmp.Or(err, wrong); err == nil {
				err = ready(false)
			}
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			if err := lessons.PlayAll(ctx, list, opener(chosen[0]), transcript, os.Stderr); err != nil {
				return exit{1, err}
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text (for people) or json (one object a line)")
	c.Flags().BoolVar(&all, "all", false, "every lesson of the shelf")
	return c
}

func doctorCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "doctor", Short: "Say which engines work on this machine, and what would help where one does not", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ok, err := engines.Doctor(os.Stdout, engine, asJSON, keeper.Enter)
			if err == nil && !ok {
				err = exit{3, nil}
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as one JSON object")
	return c
}
