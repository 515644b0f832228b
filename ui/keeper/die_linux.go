package keeper

import "syscall"

// dieWith lets the child end when its keeper is killed: with SIGTERM, so that
// it can leave the screen as it found it.
func dieWith(attr *syscall.SysProcAttr) *syscall.SysProcAttr {
	if attr == nil {
		attr = &syscall.SysProcAttr{}
	}
	attr.Pdeathsig = syscall.SIGTERM
	return attr
}
