package packet

import (
	"fmt"
	"strings"
)

// flagNames is the order in which flags are said: ACK, which nearly every
// segment has, comes last.
var flagNames = [...]struct {
	bit  Flags
	name string
}{
	{SYN, "SYN"}, {FIN, "FIN"}, {RST, "RST"}, {PSH, "PSH"},
	{URG, "URG"}, {ECE, "ECE"}, {CWR, "CWR"}, {ACK, "ACK"},
}

// noFlags is how a segment without any flag reads.
const noFlags = "none"

// flagTexts holds every combination, so that String allocates nothing.
var flagTexts = func() (texts [256]string) {
	for i := range texts {
		var said []string
		for _, n := range flagNames {
			if Flags(i)&n.bit != 0 {
				said = append(said, n.name)
			}
		}
		texts[i] = strings.Join(said, ",")
	}
	texts[0] = noFlags
	return texts
}()

// String says the flags as teachers do: "SYN", "SYN,ACK", "PSH,ACK"; "none".
func (f Flags) String() string { return flagTexts[f] }

// Has tells whether all of these flags are set.
func (f Flags) Has(all Flags) bool { return f&all == all }

// ParseFlags reads what String prints, in any order of the names. A name it
// does not know, or finds twice, is an error.
func ParseFlags(text string) (Flags, error) {
	if text == noFlags {
		return 0, nil
	}
	var f Flags
	for name := range strings.SplitSeq(text, ",") {
		bit, ok := flagBit(name)
		if !ok {
			return 0, fmt.Errorf("flags %q: found %q, expected SYN, FIN, RST, PSH, URG, ECE, CWR or ACK, with commas between them, or none", text, name)
		}
		if f&bit != 0 {
			return 0, fmt.Errorf("flags %q: found %s twice, expected it once", text, name)
		}
		f |= bit
	}
	return f, nil
}

func flagBit(name string) (Flags, bool) {
	for _, n := range flagNames {
		if n.name == name {
			return n.bit, true
		}
	}
	return 0, false
}
