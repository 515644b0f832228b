package kernel

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// maxPacket is the largest IP packet there is.
const maxPacket = 65535

// device is the lab's end of the wire: a file that gives and takes packets,
// behind a link header of head bytes.
type device struct {
	file   *os.File
	fd     int // file.Fd() would set blocking mode
	head   int
	header []byte // written before each packet
	ready  chan struct{}
	buf    []byte
	close  sync.Once
}

// openTun makes the TUN device wire0. Must run on the lab's thread.
func openTun() (*device, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, &SetupError{Step: "open /dev/net/tun", Err: err,
			Help: "load the tun module, or as root: chmod 0666 /dev/net/tun"}
	}
	req, err := unix.NewIfreq("wire0")
	if err == nil {
		req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		err = unix.IoctlIfreq(fd, unix.TUNSETIFF, req)
	}
	if err != nil {
		unix.Close(fd)
		return nil, &SetupError{Step: "make a TUN device (TUNSETIFF)", Err: err,
			Help: "CAP_NET_ADMIN is needed in the network namespace"}
	}
	return newDevice(fd, "tun", nil), nil
}

// newDevice starts the reader that tells of packets. The descriptor must be
// non-blocking, and configured: the poller refuses a TUN that is not.
func newDevice(fd int, name string, header []byte) *device {
	d := &device{file: os.NewFile(uintptr(fd), name), fd: fd, head: len(header), header: header,
		ready: make(chan struct{}, 1), buf: make([]byte, maxPacket+len(header))}
	go d.watch()
	return d
}

// watch tells the loop whenever packets came. The loop alone reads them: a
// reader that blocks would stop the stack.
func (d *device) watch() {
	raw, err := d.file.SyscallConn()
	if err != nil {
		return
	}
	for {
		waited := false
		err := raw.Read(func(uintptr) bool {
			was := waited
			waited = true
			return was
		})
		if err != nil {
			return // closed
		}
		select {
		case d.ready <- struct{}{}:
		default:
		}
	}
}

// Read takes the next packet the kernel has sent; nil when none waits.
func (d *device) Read() ([]byte, error) {
	for {
		n, err := unix.Read(d.fd, d.buf)
		switch {
		case err == unix.EINTR:
			continue
		case err == unix.EAGAIN:
			return nil, nil
		case err != nil:
			return nil, os.NewSyscallError("read", err)
		case n <= d.head || d.buf[d.head]>>4 != 4:
			continue // not IPv4
		}
		return append([]byte(nil), d.buf[d.head:n]...), nil
	}
}

// Write hands one packet to the kernel as if it had arrived.
func (d *device) Write(p []byte) error {
	if d.head > 0 {
		p = append(append(make([]byte, 0, d.head+len(p)), d.header...), p...)
	}
	for {
		_, err := unix.Write(d.fd, p)
		if err != unix.EINTR {
			return os.NewSyscallError("write", err)
		}
	}
}

// Ready receives a value after packets came.
func (d *device) Ready() <-chan struct{} { return d.ready }

func (d *device) Close() error {
	var err error
	d.close.Do(func() { err = d.file.Close() })
	return err
}
