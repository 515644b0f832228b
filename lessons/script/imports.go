package script

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	importLine = regexp.MustCompile(`^import\s+([A-Za-z_][\w.]*(?:\s*,\s*[A-Za-z_][\w.]*)*)\s*(?:#.*)?$`)
	fromLine   = regexp.MustCompile(`^from\s+([A-Za-z_][\w.]*)\s+import\s+(\*|\(?[\w\s,]+\)?)\s*(?:#.*)?$`)
)

// imports turns the imports that need nothing into what Starlark can run:
// `import socket` into an empty line, for the module is there already, and
// `from socket import a, b` into an assignment. Lines keep their numbers.
func (c Code) imports() (string, error) {
	if !strings.Contains(c.Text, "import") {
		return c.Text, nil
	}
	lines := strings.Split(c.Text, "\n")
	for i, line := range lines {
		if m := importLine.FindStringSubmatch(line); m != nil {
			for name := range strings.SplitSeq(m[1], ",") {
				if err := c.importable(i, strings.TrimSpace(name)); err != nil {
					return "", err
				}
			}
			lines[i] = ""
		}
		m := fromLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if err := c.importable(i, m[1]); err != nil {
			return "", err
		}
		names := socketModule.AttrNames()
		if m[2] != "*" {
			names = strings.FieldsFunc(strings.Trim(m[2], "()"), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
		}
		for _, n := range names {
			if !slices.Contains(socketModule.AttrNames(), n) {
				return "", &Error{Class: "ImportError", Text: fmt.Sprintf("cannot import name '%s' from 'socket'", n), Line: c.Line + i, Col: 1}
			}
		}
		right := make([]string, len(names))
		for j, n := range names {
			right[j] = hiddenSocket + "." + n
		}
		lines[i] = strings.Join(names, ", ") + " = " + strings.Join(right, ", ")
	}
	return strings.Join(lines, "\n"), nil
}

// hiddenSocket is the module under a name that `from socket import socket`
// cannot cover.
const hiddenSocket = "__socket__"

func (c Code) importable(i int, name string) error {
	if name == "socket" {
		return nil
	}
	return &Error{Class: "ImportError", Line: c.Line + i, Col: 1,
		Text: fmt.Sprintf("there is no module %s at this prompt", name),
		Hint: "the prompt has the module socket; nothing else can be imported"}
}
