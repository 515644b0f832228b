package tty

import (
	"bytes"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/charmbracelet/x/term"
)

// question asks for the background colour (OSC 11) and then for the device
// attributes (DA1). Every terminal answers the second, so that one without an
// answer to the first is known at once.
const question = "\x1b]11;?\x1b\\\x1b[c"

// Background asks the terminal whether its background is dark and waits no
// longer than limit; known is false if it did not say. What is typed in that
// time is lost. It must not run while anything else reads the terminal.
func Background(in, out *os.File, limit time.Duration) (dark, known bool) {
	if !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()) {
		return false, false
	}
	state, err := term.MakeRaw(in.Fd())
	if err != nil {
		return false, false
	}
	defer func() { _ = term.Restore(in.Fd(), state) }()
	if _, err := out.WriteString(question); err != nil {
		return false, false
	}
	var got []byte
	buf := make([]byte, 256)
	for end := time.Now().Add(limit); readable(in, time.Until(end)); {
		n, err := in.Read(buf)
		if err != nil || n == 0 {
			break
		}
		got = append(got, buf[:n]...)
		if i := bytes.Index(got, []byte("\x1b[?")); i >= 0 && attributes(got[i:]) > 0 {
			break
		}
		if len(got) > 4096 {
			break
		}
	}
	return colour(got)
}

var report = regexp.MustCompile(`\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})`)

// colour reads an OSC 11 report and tells whether the colour is dark.
func colour(b []byte) (dark, known bool) {
	m := report.FindSubmatch(b)
	if m == nil {
		return false, false
	}
	var luma float64 // ITU-R BT.601
	for i, weight := range [...]float64{0.299, 0.587, 0.114} {
		digits := string(m[i+1])
		v, _ := strconv.ParseUint(digits, 16, 16)
		luma += weight * float64(v) / float64(uint(1)<<(4*len(digits))-1)
	}
	return luma < 0.5, true
}
