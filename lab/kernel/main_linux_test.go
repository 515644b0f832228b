package kernel

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// inUserNamespace runs the tests here if this process may make namespaces,
// else in a child that may; where not even that is allowed, each test says why
// it skips.
func inUserNamespace(m *testing.M) int {
	const inner = "STILLWIRE_TEST_INNER"
	if os.Getenv(inner) != "" || Privileged() {
		return m.Run()
	}
	c := exec.Command("/proc/self/exe", os.Args[1:]...)
	c.Env = append(os.Environ(), inner+"=1")
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.SysProcAttr = UserNamespace()
	if err := c.Start(); err != nil {
		fmt.Fprintln(os.Stderr, ExplainUserNamespace(err))
		return m.Run()
	}
	c.Wait()
	return c.ProcessState.ExitCode()
}
