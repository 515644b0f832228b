package ui

import (
	"github.com/stillwire/stillwire/ui/backlog"
	"github.com/stillwire/stillwire/ui/bytes"
	"github.com/stillwire/stillwire/ui/lesson"
	"github.com/stillwire/stillwire/ui/packet"
	"github.com/stillwire/stillwire/ui/port"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/sockets"
	"github.com/stillwire/stillwire/ui/wire"
)

// contents is what stands in the panes.
type contents struct {
	of   [panes]scene.Pane
	list scene.Pane // all sockets, where there is no room for cards
}

func newContents() contents {
	return contents{
		list: sockets.New(),
		of: [panes]scene.Pane{
			Lesson: lesson.New(), Sockets: sockets.NewClient(), ServerCard: sockets.NewServer(),
			Wire: wire.New(), Backlog: backlog.New(), Port: port.New(), Bytes: bytes.New(), Packet: packet.New(),
		},
	}
}

// pane is what stands in a rectangle.
func (a *App) pane(p Pane) scene.Pane {
	if p == Sockets && !a.onCards() {
		return a.contents.list
	}
	return a.contents.of[p]
}
