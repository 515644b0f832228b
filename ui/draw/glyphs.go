package draw

// Glyphs are the signs of the screen, each one column wide, none with an
// emoji form. Every one stands beside a word or in a fixed place.
type Glyphs struct {
	Client, Server                                      string
	Closed, Listen, Opening, Established, Closing, Wait string // states
	Right, Left                                         string // arrow heads
	Line, Moving, Ahead                                 string // delivered, moving, way left
	Life, From, To                                      string // lifelines: |, |-, -|
	Held, Drop, Again, Copies                           string
	Select, Done, Todo, Event, Cursor, Next             string
	Full, Empty                                         string // bars
	Ellipsis, Road, Ask, Step                           string
	H, V, TL, TR, BL, BR                                string // border
	FH, FV, FTL, FTR, FBL, FBR                          string // border of the focused pane
}

// Unicode is for UTF-8 terminals.
var Unicode = Glyphs{
	Client: "●", Server: "■",
	Closed: "○", Listen: "◇", Opening: "◐", Established: "●", Closing: "◑", Wait: "◎",
	Right: "►", Left: "◄", Line: "─", Moving: "━", Ahead: "┈",
	Life: "│", From: "├", To: "┤",
	Held: "‖", Drop: "✗", Again: "↻", Copies: "×",
	Select: "►", Done: "✓", Todo: "·", Event: "●", Cursor: "◆", Next: "○",
	Full: "█", Empty: "░",
	Ellipsis: "…", Road: "›", Ask: "?", Step: "►",
	H: "─", V: "│", TL: "╭", TR: "╮", BL: "╰", BR: "╯",
	FH: "━", FV: "┃", FTL: "┏", FTR: "┓", FBL: "┗", FBR: "┛",
}

// ASCII is for terminals and fonts that have no more.
var ASCII = Glyphs{
	Client: "C", Server: "S",
	Closed: "o", Listen: "L", Opening: "~", Established: "*", Closing: "-", Wait: "t",
	Right: ">", Left: "<", Line: "-", Moving: "=", Ahead: ".",
	Life: "|", From: "+", To: "+",
	Held: "!", Drop: "X", Again: "R", Copies: "x",
	Select: ">", Done: "+", Todo: ".", Event: "*", Cursor: "@", Next: "o",
	Full: "#", Empty: ".",
	Ellipsis: "~", Road: ">", Ask: "?", Step: ">",
	H: "-", V: "|", TL: "+", TR: "+", BL: "+", BR: "+",
	FH: "=", FV: "|", FTL: "+", FTR: "+", FBL: "+", FBR: "+",
}
