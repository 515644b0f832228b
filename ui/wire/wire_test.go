package wire

import (
	"fmt"
	"testing"

	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

func TestTry(t *testing.T) {
	fmt.Println(scenetest.Plain(New(), scenetest.Handshake(), 76, 17, -1, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Handshake(), 60, 10, -1, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Handshake(), 46, 7, -1, true, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Datagrams(), 46, 7, -1, true, true))
	fmt.Println(scenetest.Plain(New(), scenetest.Datagrams(), 76, 9, -1, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Release(scenetest.Handshake()), 76, 9, -1, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Crowd(), 76, 25, 7, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Empty(), 46, 7, -1, true, false))
	if bad := scenetest.Sizes(New()); bad != "" { t.Error(bad) }
}
