package port

import (
	"fmt"
	"testing"

	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

func TestTry(t *testing.T) {
	h := scenetest.Handshake()
	fmt.Println(scenetest.Plain(New(), h, 22, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 26, 12, 0, false, false))
	fmt.Println(scenetest.Plain(New(), h, 46, 2, 0, true, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Empty(), 46, 2, 0, true, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Datagrams(), 22, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Crowd(), 22, 6, 0, false, false))
	fmt.Println(scenetest.Plain(New(), scenetest.Crowd(), 46, 2, 0, true, true))
	if bad := scenetest.Sizes(New()); bad != "" { t.Error(bad) }
}
