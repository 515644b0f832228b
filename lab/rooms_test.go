package lab_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The house's rules, held by reading the sources: `go list` would be cached.

const module = "github.com/stillwire/stillwire/"

// bans says which imports a room must not have, and why.
var bans = []struct{ room, imports, why string }{
	{"lab", module + "ui", "imports point one way: ui -> lessons -> lab"},
	{"lab", module + "lessons", "imports point one way: ui -> lessons -> lab"},
	{"lessons", module + "ui", "imports point one way: ui -> lessons -> lab"},
	{"lab", "github.com/charmbracelet/", "the lab knows no terminal"},
	{"lessons", "github.com/charmbracelet/", "lessons know no terminal"},
	{"lessons", module + "lab/kernel", "only main and tests name an engine"},
	{"ui", module + "lab/kernel", "only main and tests name an engine"},
	{"lessons", module + "lab/netstack", "only main and tests name an engine"},
	{"ui", module + "lab/netstack", "only main and tests name an engine"},
	{"lab/wire", module + "lab/netstack", "the wire serves every engine"},
	{"ui", "github.com/vishvananda/netlink", "netlink stays in lab/kernel"},
	{"lessons", "github.com/vishvananda/netlink", "netlink stays in lab/kernel"},
	{"lab/wire", module + "lab/kernel", "the wire serves every engine"},
	{"", "gvisor.dev/gvisor", "gVisor stays in lab/netstack"},
}

// may are the exceptions, one engine's own room each.
var may = map[string]string{"lab/netstack": "gvisor.dev/gvisor"}

func TestImports(t *testing.T) {
	sources(t, func(path string, f *ast.File, _ *token.FileSet, test bool) {
		dir := filepath.ToSlash(filepath.Dir(path))
		for _, spec := range f.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if name == "testing" && !test && dir != "lab/labtest" {
				t.Errorf("%s imports testing: that would be in the program", path)
			}
			for _, b := range bans {
				if test || !within(dir, b.room) || !strings.HasPrefix(name, b.imports) || strings.HasPrefix(name, may[dir]) && may[dir] != "" {
					continue
				}
				t.Errorf("%s imports %s: %s", path, name, b.why)
			}
		}
	})
}

func within(dir, room string) bool {
	return room == "" || dir == room || strings.HasPrefix(dir, room+"/")
}

// mostLines is a file's cap; Update's own is smaller, because it is where
// programs of this kind rot first.
const (
	mostLines   = 400
	mostUpdate  = 60
	mostMain    = 150
	longAllowed = "" // tables that may be longer, by path
)

func TestSmallRooms(t *testing.T) {
	sources(t, func(path string, f *ast.File, set *token.FileSet, test bool) {
		lines := set.Position(f.End()).Line
		if lines > mostLines && !strings.Contains(longAllowed, path) {
			t.Errorf("%s has %d lines, the cap is %d", path, lines, mostLines)
		}
		if path == "main.go" && lines > mostMain {
			t.Errorf("main.go has %d lines, the cap is %d", lines, mostMain)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != "Update" {
				continue
			}
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > mostUpdate {
				t.Errorf("%s: Update has %d lines, the cap is %d", path, n, mostUpdate)
			}
		}
	})
}

// TestNoSleep: a test that sleeps either wastes time or lies.
func TestNoSleep(t *testing.T) {
	sources(t, func(path string, f *ast.File, set *token.FileSet, _ bool) {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Sleep" {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%v sleeps: wait for a state instead", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

// sources reads every Go file of the project.
func sources(t *testing.T, look func(path string, f *ast.File, set *token.FileSet, test bool)) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		files++
		look(filepath.ToSlash(rel), f, set, strings.HasSuffix(path, "_test.go"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d Go files found below %s: the rules were not held against the project", files, root)
	}
}
