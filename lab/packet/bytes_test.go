package packet

import (
	"encoding/hex"
	"strings"
	"testing"
)

// Packets made by hand, one header a line. Every checksum in them is right; the
// UDP datagram has none.
const (
	synHex = `
		45 00 00 3c  12 34 40 00  40 06 2a 86  7f 00 00 01  7f 00 00 01
		9c 40 1f 90  00 00 00 7b  00 00 00 00  a0 02 ff d7  8f ce 00 00
		02 04 ff d7  04 02 08 0a  00 00 03 e8  00 00 00 00  01 03 03 07`
	udpHex = `
		45 00 00 21  00 01 00 00  40 11 7c c9  7f 00 00 01  7f 00 00 01
		9c 40 14 e9  00 0d 00 00
		68 65 6c 6c 6f`
	// The answer to udpHex where nobody listens, quoting all of it.
	icmpHex = `
		45 c0 00 3d  00 02 00 00  40 01 7b fc  7f 00 00 01  7f 00 00 01
		03 03 07 f4  00 00 00 00
		45 00 00 21  00 01 00 00  40 11 7c c9  7f 00 00 01  7f 00 00 01
		9c 40 14 e9  00 0d 00 00
		68 65 6c 6c 6f`
)

func fromHex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// with is a copy of b in which the bytes from at on are replaced.
func with(b []byte, at int, bytes ...byte) []byte {
	c := append([]byte(nil), b...)
	copy(c[at:], bytes)
	return c
}
