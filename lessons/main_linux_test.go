package lessons

import (
	"os"
	"testing"

	"github.com/stillwire/stillwire/lab/kernel"
	"github.com/stillwire/stillwire/lab/labtest"
)

func TestMain(m *testing.M) {
	os.Exit(labtest.Main(m, kernel.Privileged(), kernel.UserNamespace(), kernel.ExplainUserNamespace))
}
