package kernel

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// Privileged tells whether this process may make network namespaces itself.
func Privileged() bool {
	t, err := newThread()
	if err != nil {
		return false
	}
	t.stop()
	return true
}

// UserNamespace are the attributes for a child of this program that is root
// in a user namespace of its own (user_namespaces(7)): that is all the
// privilege a lab needs. The child's files, terminal and process group stay
// those of the parent.
func UserNamespace() *syscall.SysProcAttr {
	one := func(id int) []syscall.SysProcIDMap {
		return []syscall.SysProcIDMap{{ContainerID: 0, HostID: id, Size: 1}}
	}
	return &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: one(os.Getuid()),
		GidMappings: one(os.Getgid()),
	}
}

// ExplainUserNamespace turns the error of starting such a child into a
// SetupError with what would help; nil stays nil.
func ExplainUserNamespace(err error) error {
	if err == nil {
		return nil
	}
	help := ""
	switch {
	case errors.Is(err, unix.ENOSPC):
		help = "user namespaces are switched off or used up: sysctl user.max_user_namespaces"
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EACCES):
		help = "this system forbids them to ordinary users (sysctl kernel.unprivileged_userns_clone, " +
			"kernel.apparmor_restrict_unprivileged_userns, or a container's seccomp filter): run as root"
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS):
		help = "the kernel needs CONFIG_USER_NS: run as root"
	}
	return &SetupError{Step: "make a user namespace", Err: err, Help: help}
}
