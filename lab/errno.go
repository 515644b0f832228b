package lab

import "strconv"

// Errno is an error of a socket call, with Linux's number on every platform
// (errno(3)). It is the only error that Handle's methods return.
type Errno int

// The errors that socket calls of this lab can give, by Linux's numbers.
const (
	EINTR           Errno = 4
	EBADF           Errno = 9
	EAGAIN          Errno = 11
	ENOMEM          Errno = 12
	EACCES          Errno = 13
	EINVAL          Errno = 22
	EMFILE          Errno = 24
	EPIPE           Errno = 32
	EDESTADDRREQ    Errno = 89
	EMSGSIZE        Errno = 90
	ENOPROTOOPT     Errno = 92
	EPROTONOSUPPORT Errno = 93
	EOPNOTSUPP      Errno = 95
	EAFNOSUPPORT    Errno = 97
	EADDRINUSE      Errno = 98
	EADDRNOTAVAIL   Errno = 99
	ENETUNREACH     Errno = 101
	ECONNABORTED    Errno = 103
	ECONNRESET      Errno = 104
	ENOBUFS         Errno = 105
	EISCONN         Errno = 106
	ENOTCONN        Errno = 107
	ETIMEDOUT       Errno = 110
	ECONNREFUSED    Errno = 111
	EHOSTUNREACH    Errno = 113
	EALREADY        Errno = 114
	EINPROGRESS     Errno = 115
	EPERM           Errno = 1
)

// errnoTexts gives name and strerror(3) text, as glibc words it.
var errnoTexts = map[Errno][2]string{
	EPERM:           {"EPERM", "Operation not permitted"},
	EINTR:           {"EINTR", "Interrupted system call"},
	EBADF:           {"EBADF", "Bad file descriptor"},
	EAGAIN:          {"EAGAIN", "Resource temporarily unavailable"},
	ENOMEM:          {"ENOMEM", "Cannot allocate memory"},
	EACCES:          {"EACCES", "Permission denied"},
	EINVAL:          {"EINVAL", "Invalid argument"},
	EMFILE:          {"EMFILE", "Too many open files"},
	EPIPE:           {"EPIPE", "Broken pipe"},
	EDESTADDRREQ:    {"EDESTADDRREQ", "Destination address required"},
	EMSGSIZE:        {"EMSGSIZE", "Message too long"},
	ENOPROTOOPT:     {"ENOPROTOOPT", "Protocol not available"},
	EPROTONOSUPPORT: {"EPROTONOSUPPORT", "Protocol not supported"},
	EOPNOTSUPP:      {"EOPNOTSUPP", "Operation not supported"},
	EAFNOSUPPORT:    {"EAFNOSUPPORT", "Address family not supported by protocol"},
	EADDRINUSE:      {"EADDRINUSE", "Address already in use"},
	EADDRNOTAVAIL:   {"EADDRNOTAVAIL", "Cannot assign requested address"},
	ENETUNREACH:     {"ENETUNREACH", "Network is unreachable"},
	ECONNABORTED:    {"ECONNABORTED", "Software caused connection abort"},
	ECONNRESET:      {"ECONNRESET", "Connection reset by peer"},
	ENOBUFS:         {"ENOBUFS", "No buffer space available"},
	EISCONN:         {"EISCONN", "Transport endpoint is already connected"},
	ENOTCONN:        {"ENOTCONN", "Transport endpoint is not connected"},
	ETIMEDOUT:       {"ETIMEDOUT", "Connection timed out"},
	ECONNREFUSED:    {"ECONNREFUSED", "Connection refused"},
	EHOSTUNREACH:    {"EHOSTUNREACH", "No route to host"},
	EALREADY:        {"EALREADY", "Operation already in progress"},
	EINPROGRESS:     {"EINPROGRESS", "Operation now in progress"},
}

// Name is the symbol, "ECONNREFUSED"; "errno 7" for one not in the table.
func (e Errno) Name() string {
	if t, ok := errnoTexts[e]; ok {
		return t[0]
	}
	return "errno " + strconv.Itoa(int(e))
}

// Text is what strerror(3) says.
func (e Errno) Text() string {
	if t, ok := errnoTexts[e]; ok {
		return t[1]
	}
	return "error " + strconv.Itoa(int(e))
}

// Error prints as strace does: "ECONNREFUSED (Connection refused)".
func (e Errno) Error() string { return e.Name() + " (" + e.Text() + ")" }
