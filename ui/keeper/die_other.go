//go:build unix && !linux

package keeper

import "syscall"

func dieWith(attr *syscall.SysProcAttr) *syscall.SysProcAttr { return attr }
