package packet

import (
	"fmt"
	"testing"
)

func TestZZ(t *testing.T) {
	for _, h := range []string{synHex, udpHex, icmpHex} {
		f, err := Decode(fromHex(t, h))
		fmt.Printf("%+v %v\n%s\n", f, err, Line(f))
		for _, s := range Layout(fromHex(t, h)) {
			fmt.Printf("%+v\n", s)
		}
	}
}
