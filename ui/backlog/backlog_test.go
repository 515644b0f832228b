package backlog

import (
	"fmt"
	"testing"

	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

func TestTry(t *testing.T) {
	h := scenetest.Handshake()
	fmt.Println(scenetest.Plain(New(), h, 24, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 21, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 46, 2, 0, true, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Empty(), 46, 2, 0, true, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Datagrams(), 24, 6, 0, false, false))
	h.Snap.Sockets[0].SendQ = 5
	fmt.Println(scenetest.Plain(New(), h, 24, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 29, 12, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 46, 2, 0, true, true))
	h.Snap.Sockets[0].SendQ = 4096
	fmt.Println(scenetest.Plain(New(), h, 24, 6, 0, false, false))
	if bad := scenetest.Sizes(New()); bad != "" { t.Error(bad) }
}
