package lessons

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/stillwire/stillwire/lessons/script"
)

//go:embed shelf/*.md
var shelfFiles embed.FS

// Shelf is the lessons that come with the program, by file name. An error
// names the file and the place in it.
func Shelf() ([]*Lesson, error) { return shelf() }

var shelf = sync.OnceValues(func() ([]*Lesson, error) { return readShelf(shelfFiles) })

func readShelf(files fs.FS) ([]*Lesson, error) {
	names, err := fs.Glob(files, "shelf/*.md")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []*Lesson
	var wrong Problems
	seen := map[string]string{}
	for _, name := range names {
		src, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("lesson %s: %w", name, err)
		}
		l, err := Parse(path.Join("lessons", name), src)
		if p, ok := err.(Problems); ok {
			wrong = append(wrong, p...)
			continue
		} else if err != nil {
			return nil, err
		}
		if other, ok := seen[l.ID]; ok {
			return nil, fmt.Errorf("%s: the id %s is taken by %s: give one of them another id", l.File, l.ID, other)
		}
		seen[l.ID] = l.File
		all = append(all, l)
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return all, nil
}

// Find is the lesson of the shelf with this id.
func Find(id string) (*Lesson, error) {
	all, err := Shelf()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, l := range all {
		if l.ID == id {
			return l, nil
		}
		ids = append(ids, l.ID)
	}
	return nil, fmt.Errorf("there is no lesson %q on the shelf%s; there is: %s", id, script.Nearest(id, ids), strings.Join(ids, ", "))
}

// IDs are the shelf's lessons, id and title with a tab between, as shells
// complete them.
func IDs() []string {
	all, _ := Shelf()
	var ids []string
	for _, l := range all {
		ids = append(ids, l.ID+"\t"+l.Title)
	}
	return ids
}
