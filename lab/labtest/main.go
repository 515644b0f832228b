package labtest

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// Main runs a package's tests in a process that can open labs: this one if it
// is privileged, else a child made with attr (a user namespace of its own).
// Where not even that is allowed, the tests run here and each says why it
// skips.
func Main(m *testing.M, privileged bool, attr *syscall.SysProcAttr, explain func(error) error) int {
	const inner = "STILLWIRE_TEST_INNER"
	if privileged || os.Getenv(inner) != "" {
		return m.Run()
	}
	self, err := os.Executable()
	if err != nil {
		return m.Run()
	}
	c := exec.Command(self, os.Args[1:]...)
	c.Env = append(os.Environ(), inner+"=1")
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.SysProcAttr = attr
	if err := c.Start(); err != nil {
		fmt.Fprintln(os.Stderr, explain(err))
		return m.Run()
	}
	c.Wait()
	return c.ProcessState.ExitCode()
}
