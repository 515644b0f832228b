package ui

import (
	"errors"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"

	"github.com/stillwire/stillwire/lessons"
)

// Prepare reads the command line: the terminal's background ("dark", "light",
// or "" to find out) and the lesson to start with, if one is named. It says
// what to do where there is no screen to draw on.
func (c *Config) Prepare(background string, args []string) (err error) {
	if len(args) > 0 {
		if c.Start, err = lessons.Load(args[0]); err != nil {
			return err
		}
	}
	is := background == "dark"
	switch background {
	case "":
	case "dark", "light":
		c.Dark = &is
	default:
		return fmt.Errorf("--background %s: it is dark or light", background)
	}
	if term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stdout.Fd()) {
		return nil
	}
	return errors.New("the window needs a terminal for input and output; without one: stillwire run ID --format text")
}
