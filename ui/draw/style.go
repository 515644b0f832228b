// Package draw is the paper and the ink: a grid of cells, the roles a colour
// can have, and the glyphs. It knows nothing of sockets.
package draw

// Role is what a colour means; a Theme says which colour that is. Meaning is
// never in the colour alone: a glyph or a word says it too.
type Role uint8

const (
	Text   Role = iota // the terminal's own foreground
	Client             // client socket, its port, its arrows
	Server             // listener, child, server's port
	Flight             // on the wire, held, unacknowledged, half-open
	Data               // payload bytes, accept queue, success
	Err                // drop, RST, refused, failed
	Action             // your turn, question, key names, cursor
	Muted              // labels, delivered arrows
	Faint              // borders; never text that must be read
	Focus              // border and number of the focused pane
	Bar                // header and hints, on the bar's background
	roles
)

// Style is a role and how it is set. The zero Style is plain text.
type Style struct {
	Role    Role
	Bold    bool
	Pill    bool // dark text on the role's hue
	Reverse bool
	OnBar   bool // on the bar's background
	Under   bool // underlined
}

// U is the underlined form of a style.
func (s Style) U() Style { s.Under = true; return s }

// B is the bold form of a style.
func (s Style) B() Style { s.Bold = true; return s }

// P is the pill form of a style.
func (s Style) P() Style { s.Pill, s.Bold = true, true; return s }

// Bar is the form of a style on the header's and hints' background.
func (s Style) Bar() Style { s.OnBar = true; return s }

// In is the plain style of a role.
func In(r Role) Style { return Style{Role: r} }

func (s Style) index() uint16 {
	i := uint16(s.Role)
	for n, on := range [...]bool{s.Bold, s.Pill, s.Reverse, s.OnBar, s.Under} {
		if on {
			i |= 1 << (8 + n)
		}
	}
	return i
}
