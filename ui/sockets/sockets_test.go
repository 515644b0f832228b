package sockets

import (
	"fmt"
	"testing"

	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

func TestTry(t *testing.T) {
	for _, s := range []func()string{
		func() string { return scenetest.Plain(NewClient(), scenetest.Handshake(), 36, 6, 0, false, false) },
		func() string { return scenetest.Plain(NewServer(), scenetest.Handshake(), 36, 6, 0, false, false) },
		func() string { return scenetest.Plain(NewClient(), scenetest.Handshake(), 28, 7, 0, false, false) },
		func() string { return scenetest.Plain(NewServer(), scenetest.Handshake(), 28, 7, 0, false, false) },
		func() string { return scenetest.Plain(NewClient(), scenetest.Handshake(), 60, 40, 0, false, false) },
		func() string { return scenetest.Plain(NewServer(), scenetest.Handshake(), 44, 7, 0, false, false) },
		func() string { return scenetest.Plain(NewClient(), scenetest.Datagrams(), 36, 6, 0, false, false) },
		func() string { return scenetest.Plain(NewServer(), scenetest.Datagrams(), 36, 6, 0, false, false) },
		func() string { return scenetest.Plain(New(), scenetest.Handshake(), 46, 6, 0, true, false) },
		func() string { return scenetest.Plain(New(), scenetest.Handshake(), 46, 6, 0, true, true) },
		func() string { return scenetest.Plain(New(), scenetest.Handshake(), 46, 3, 0, true, false) },
		func() string { return scenetest.Plain(NewClient(), scenetest.Crowd(), 36, 20, 0, false, false) },
	} {
	fmt.Println(s())
	}
	if bad := scenetest.Sizes(New()); bad != "" { t.Error(bad) }
	if bad := scenetest.Sizes(NewClient()); bad != "" { t.Error(bad) }
	if bad := scenetest.Sizes(NewServer()); bad != "" { t.Error(bad) }
}
