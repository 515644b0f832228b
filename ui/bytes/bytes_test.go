package bytes

import (
	"fmt"
	"testing"

	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

func TestTry(t *testing.T) {
	h := scenetest.Handshake()
	fmt.Println(scenetest.Plain(New(), h, 22, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 18, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 46, 2, 0, true, false))
	fmt.Println(scenetest.Plain(New(), h, 76, 9, 0, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Datagrams(), 22, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Datagrams(), 46, 2, 0, true, true))
	h.Snap.Sockets[4].Unacked = -1
	h.Snap.Sockets[4].Given = 123456
	fmt.Println(scenetest.Plain(New(), h, 46, 2, 0, true, false))
	fmt.Println(scenetest.Plain(New(), h, 22, 6, 0, false, false))
	if bad := scenetest.Sizes(New()); bad != "" { t.Error(bad) }
}
