package packet

import (
	"testing"
	"unsafe"
)

// FuzzDecode holds for any bytes: no panic, a payload that is part of them,
// headers that fit, a line, and a layout that covers every bit once.
func FuzzDecode(f *testing.F) {
	syn, udp, icmp := fromHex(f, synHex), fromHex(f, udpHex), fromHex(f, icmpHex)
	for _, seed := range [][]byte{
		nil, {0x60}, syn, udp, icmp, syn[:30], udp[:22], icmp[:40],
		with(syn, 0, 0x4f), with(syn, 41, 0), with(udp, 6, 0x20, 0xb9), with(icmp, 28, 0x4f),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		fields, err := Decode(raw)
		sane(t, raw, &fields)
		if q := fields.Quoted; q != nil {
			sane(t, raw, q)
			if q.Quoted != nil {
				t.Error("a quoted packet quotes another")
			}
		}
		if err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
		if back, err := ParseLine(Line(fields)); err != nil || Line(back) != Line(fields) {
			t.Errorf("%q read back as %q, %v", Line(fields), Line(back), err)
		}
		if err := tiles(raw, Layout(raw)); err != nil {
			t.Error(err)
		}
	})
}

// sane checks what holds for the fields of any packet within raw.
func sane(t *testing.T, raw []byte, f *Fields) {
	t.Helper()
	if n := f.IPHeader + f.Header + len(f.Payload); n > len(raw) {
		t.Errorf("headers %d + %d and payload %d make more than the %d bytes there are",
			f.IPHeader, f.Header, len(f.Payload), len(raw))
	}
	if len(f.Payload) == 0 {
		return
	}
	base := uintptr(unsafe.Pointer(unsafe.SliceData(raw)))
	from := uintptr(unsafe.Pointer(unsafe.SliceData(f.Payload)))
	if from < base || from+uintptr(cap(f.Payload)) > base+uintptr(len(raw)) {
		t.Error("the payload is not part of the packet")
	}
}
