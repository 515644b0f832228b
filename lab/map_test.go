package lab_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestMap: every room that the README's map names stands, and every room that
// stands is on it, itself or under the room it is part of.
func TestMap(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "## The rooms")
	if !found {
		t.Fatal("README.md has no map of the rooms")
	}
	named := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (.*?) \|`).FindAllStringSubmatch(table, -1) {
		for _, room := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
			named[strings.TrimSuffix(room[1], "/")] = true
			if _, err := os.Stat(filepath.Join("..", room[1])); err != nil {
				t.Errorf("the map names %s: %v", room[1], err)
			}
		}
	}
	for _, house := range []string{"lab", "lessons"} { // of ui each pane is a folder
		rooms, err := os.ReadDir(filepath.Join("..", house))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rooms {
			if name := house + "/" + r.Name(); r.IsDir() && r.Name() != "testdata" && !named[name] {
				t.Errorf("%s is not on README.md's map", name)
			}
		}
	}
}
