package packet

import "fmt"

// tcpMin is the TCP header without options, in bytes (RFC 9293 section 3.1).
const tcpMin = 20

// TCP option kinds (IANA, tcp-parameters).
const (
	optEnd        = 0
	optNop        = 1
	optMSS        = 2 // RFC 9293 section 3.7.1
	optScale      = 3 // RFC 7323 section 2.2
	optSACKOK     = 4 // RFC 2018 section 2
	optSACK       = 5 // RFC 2018 section 3
	optTimestamps = 8 // RFC 7323 section 3.2
)

func (d *decoder) tcp(f *Fields, p part) {
	b := p.bytes
	f.Payload = nil
	f.SrcPort, f.DstPort = u16(b, 0), u16(b, 2)
	f.Seq, f.Ack = u32(b, 4), u32(b, 8)
	f.Flags = Flags(u8(b, 13))
	f.Window = int(u16(b, 14))
	if len(b) < tcpMin {
		if !p.quoted {
			d.short(p, "TCP", tcpMin)
		}
		return
	}
	header := int(b[12]>>4) * 4
	switch {
	case header < tcpMin:
		d.fail(p, "TCP", 12, fmt.Sprintf("header length %d", header), "20 to 60 bytes")
		return
	case header > len(b):
		if !cutOK(f, p) {
			d.short(p, "TCP", header)
		}
	default:
		f.Header = header
		f.Payload = capped(b, header, len(b))
	}
	d.options(f, p, min(header, len(b)))
}

// options reads the options between the fixed header and byte end.
func (d *decoder) options(f *Fields, p part, end int) {
	for at := tcpMin; at < end; {
		o := optionAt(p.bytes[at:end])
		if o.wrong != "" {
			if f.Header > 0 || !cutOK(f, p) { // else the bytes were cut off inside it
				d.fail(p, "TCP", at, o.wrong, o.want)
			}
			if o.size == 0 {
				return
			}
		} else {
			f.take(o)
		}
		if o.kind == optEnd {
			return
		}
		at += o.size
	}
}

// take notes what an option says.
func (f *Fields) take(o option) {
	switch o.kind {
	case optMSS:
		f.MSS = int(u16(o.value, 0))
	case optScale:
		f.WindowScale = int(u8(o.value, 0))
	case optSACKOK:
		f.SACKPermitted = true
	case optTimestamps:
		f.Timestamps = true
		f.TSVal, f.TSEcr = u32(o.value, 0), u32(o.value, 4)
	}
}

// option is one TCP option; of a broken one, wrong says what was found.
type option struct {
	kind        uint8
	value       []byte
	size        int // bytes with kind and length; 0 = nobody can tell where it ends
	wrong, want string
}

// optionAt reads the first option of b, which is not empty.
func optionAt(b []byte) option {
	o := option{kind: b[0], size: 1}
	if o.kind == optEnd || o.kind == optNop {
		return o
	}
	if len(b) < 2 {
		return option{kind: o.kind, wrong: optionName(o.kind) + " without a length", want: "a length byte"}
	}
	o.size = int(b[1])
	if o.size < 2 || o.size > len(b) {
		return option{kind: o.kind, wrong: fmt.Sprintf("%s of length %d", optionName(o.kind), o.size),
			want: fmt.Sprintf("2 to %d, the bytes left in the header", len(b))}
	}
	o.value = b[2:o.size]
	if only := sizeOf(o.kind); only > 0 && o.size != only {
		o.wrong, o.want = fmt.Sprintf("%s of length %d", optionName(o.kind), o.size), fmt.Sprintf("%d", only)
	}
	if o.kind == optSACK && (o.size < 10 || (o.size-2)%8 != 0) {
		o.wrong, o.want = fmt.Sprintf("SACK of length %d", o.size), "2 and 8 for each block"
	}
	return o
}

// sizeOf is the one size that an option of this kind may have; 0 = any.
func sizeOf(kind uint8) int {
	switch kind {
	case optMSS:
		return 4
	case optScale:
		return 3
	case optSACKOK:
		return 2
	case optTimestamps:
		return 10
	}
	return 0
}

// optionName is what people call an option.
func optionName(kind uint8) string {
	switch kind {
	case optEnd:
		return "end of options"
	case optNop:
		return "nop"
	case optMSS:
		return "MSS"
	case optScale:
		return "window scale"
	case optSACKOK:
		return "SACK permitted"
	case optSACK:
		return "SACK"
	case optTimestamps:
		return "timestamps"
	}
	return fmt.Sprintf("option %d", kind)
}
