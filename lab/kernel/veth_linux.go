package kernel

import (
	"net"
	"unsafe"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// The wire without /dev/net/tun: a veth pair, wire0 the kernel's end and wire1
// ours, read and written through AF_PACKET.

// wanted is the receive buffer of our end, in bytes.
const wanted = 64 << 20

// openVeth makes the pair and opens our end. Must run on the lab's thread.
func openVeth(h *netlink.Handle) (*device, error) {
	pair := &netlink.Veth{LinkAttrs: netlink.NewLinkAttrs(), PeerName: "wire1"}
	pair.Name = "wire0"
	if err := h.LinkAdd(pair); err != nil {
		return nil, &SetupError{Step: "make a veth pair", Err: err, Help: "load the veth module"}
	}
	var ends [2]netlink.Link
	for i, name := range []string{"wire0", "wire1"} {
		link, err := h.LinkByName(name)
		if err == nil {
			// no ARP: frames carry wire0's own address, so the IP stack at
			// wire1 takes them for another host's and leaves them to us
			err = h.LinkSetARPOff(link)
		}
		if err == nil {
			err = plainFrames(name)
		}
		if err == nil {
			err = h.LinkSetMTU(link, mtu)
		}
		if err == nil {
			err = h.LinkSetUp(link)
		}
		if err != nil {
			return nil, &SetupError{Step: "set up " + name, Err: err}
		}
		ends[i] = link
	}
	return openPacket(ends[0].Attrs().HardwareAddr, ends[1])
}

func openPacket(to net.HardwareAddr, end netlink.Link) (*device, error) {
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, &SetupError{Step: "open an AF_PACKET socket", Err: err, Help: "CAP_NET_RAW is needed"}
	}
	err = unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_IGNORE_OUTGOING, 1)
	// an ordinary user gets no more than net.core.rmem_max, which is enough
	// for what one call or delivery sends
	if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, wanted) != nil {
		unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, wanted)
	}
	if err == nil {
		err = unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: swap16(unix.ETH_P_IP), Ifindex: end.Attrs().Index})
	}
	if err != nil {
		unix.Close(fd)
		return nil, &SetupError{Step: "read wire1 through AF_PACKET", Err: err}
	}
	head := append(append(append([]byte{}, to...), end.Attrs().HardwareAddr...), 0x08, 0x00)
	return newDevice(fd, "wire1", head), nil
}

func swap16(v uint16) uint16 { return v<<8 | v>>8 }

// The ethtool commands (linux/ethtool.h) that make the kernel finish every
// packet itself: right checksums, none larger than the MTU.
var offloads = []uint32{0x17 /* STXCSUM */, 0x1f /* STSO */, 0x24 /* SGSO */, 0x2c /* SGRO */}

// ethtoolValue is struct ethtool_value.
type ethtoolValue struct{ cmd, data uint32 }

// ifreqPointer is struct ifreq with its pointer member.
type ifreqPointer struct {
	name [unix.IFNAMSIZ]byte
	data unsafe.Pointer
	_    [16]byte
}

func plainFrames(name string) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	for _, cmd := range offloads {
		value := ethtoolValue{cmd: cmd}
		req := ifreqPointer{data: unsafe.Pointer(&value)}
		copy(req.name[:], name)
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SIOCETHTOOL, uintptr(unsafe.Pointer(&req)))
		if errno != 0 {
			return errno
		}
	}
	return nil
}
