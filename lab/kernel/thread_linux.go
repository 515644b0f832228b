package kernel

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// thread is one operating system thread in a network namespace of its own.
// What is made on it (sockets, devices, netlink) belongs to that namespace
// and works from any thread afterwards; /proc/thread-self must be read on it.
// It is never given back to Go's pool: it dies with the namespace.
type thread struct {
	jobs chan func()
	gone chan struct{}
}

// newThread makes the namespace. The errno says why it cannot: EPERM without
// CAP_SYS_ADMIN, ENOSPC where user.max_net_namespaces is used up.
func newThread() (*thread, error) {
	t := &thread{jobs: make(chan func()), gone: make(chan struct{})}
	made := make(chan error)
	go t.run(made)
	if err := <-made; err != nil {
		return nil, err
	}
	return t, nil
}

func (t *thread) run(made chan<- error) {
	runtime.LockOSThread() // and never unlocked: the thread ends with this goroutine
	if unix.Gettid() == unix.Getpid() {
		// the process's first thread stands for the whole process in /proc:
		// keep it busy while another takes the namespace
		moved := make(chan error)
		go t.run(moved)
		err := <-moved
		runtime.UnlockOSThread()
		made <- err
		return
	}
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		made <- err
		return
	}
	made <- nil
	defer close(t.gone)
	for f := range t.jobs {
		f()
	}
}

// do runs f on the thread and waits for it.
func (t *thread) do(f func()) {
	ran := make(chan struct{})
	t.jobs <- func() { defer close(ran); f() }
	<-ran
}

// stop ends the thread.
func (t *thread) stop() {
	close(t.jobs)
	<-t.gone
}
