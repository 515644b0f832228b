package lessons

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const head = "---\nid: a-lesson\ntitle: A lesson\n---\n"

func parsed(t *testing.T, src string) *Lesson {
	t.Helper()
	l, err := Parse("a.md", []byte(src))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return l
}

// dump prints elements shortly, for tests.
func dump(s *Step) string {
	var b strings.Builder
	for _, e := range s.Elements {
		w := e.Where()
		fmt.Fprintf(&b, "%d:%d ", w.Line, w.Col)
		switch e := e.(type) {
		case *Prose:
			for _, k := range e.Blocks {
				fmt.Fprintf(&b, "prose(%d %q)", k.Kind, plain(k.Spans))
			}
		case *Beat:
			fmt.Fprintf(&b, "%s%v %q", e.Actor, e.Only, e.Source)
		case *Expect:
			for _, x := range e.Exprs {
				fmt.Fprintf(&b, "expect%v(%d:%d %s%v)", e.Only, x.Line, x.Col, x.Text, x.Only)
			}
		case *Predict:
			fmt.Fprintf(&b, "predict(%s step=%v", e.Ask, e.AfterStep)
			for _, c := range e.Choices {
				fmt.Fprintf(&b, " | %s / %s@%d:%d / %s", c.Say, c.When, c.WhenAt.Line, c.WhenAt.Col, c.Why)
			}
			b.WriteByte(')')
		case *Observe:
			fmt.Fprintf(&b, "observe(%s %s@%d:%d %q)", e.Ask, e.Answer, e.At.Line, e.At.Col, e.Choices)
		case *Challenge:
			fmt.Fprintf(&b, "challenge(%s win=%s@%d:%d hints=%q", e.Goal, e.Win, e.At.Line, e.At.Col, e.Hints)
			for _, x := range append(append([]*Beat{}, e.Start...), e.Solution...) {
				fmt.Fprintf(&b, " %d:%d %s: %s", x.Line, x.Col, x.Actor, x.Source)
			}
			b.WriteByte(')')
		case *Shown:
			fmt.Fprintf(&b, "shown(%s %q)", e.Lang, e.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestFrontMatter(t *testing.T) {
	l := parsed(t, "---\nid: x-1 # unique\ntitle: 'T: t'\nmodule: m\ngoal: g\nafter: [a, b-c]\nminutes: 8\nengines: [kernel]\nprofile: fast\nwire: free\nset: {tcp_syncookies: 0, tcp_rmem: 1 2 3}\n---\nIntro *here*.\n\n- one\n\n## S\ntext\n")
	got := fmt.Sprintf("%s|%s|%s|%s|%v|%d|%v|%s|%s|%v|%d", l.ID, l.Title, l.Module, l.Goal, l.After, l.Minutes, l.Engines, l.Profile, l.Wire, l.Set, len(l.Intro))
	want := "x-1|T: t|m|g|[a b-c]|8|[kernel]|fast|free|map[tcp_rmem:1 2 3 tcp_syncookies:0]|2"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	l = parsed(t, head+"## S\n")
	if got := fmt.Sprintln(l.Engines, l.Profile, l.Wire); got != "[kernel netstack] calm held\n" {
		t.Errorf("defaults: %s", got)
	}
}

func TestSteps(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"beats", "## S\n```python server\n# a comment\nl = socket.socket()\nl.bind((\"\", 1)); l.listen(1)\n\nwhile True:\n    l.accept()\n```\n",
			"8:1 server[] \"l = socket.socket()\"\n9:1 server[] \"l.bind((\\\"\\\", 1))\"\n9:18 server[] \"l.listen(1)\"\n11:1 server[] \"while True:\\n    l.accept()\"\n"},
		{"guards", "## S\n```python client [kernel]\nx = 1\n```\n```python expect [kernel, netstack]\nclient.x == 1 [netstack]\n```\n",
			"7:1 client[kernel] \"x = 1\"\n9:1 expect[kernel netstack](10:1 client.x == 1[netstack])\n"},
		{"imports run nothing", "## S\n```python client\nimport socket\nx = 1\n```\n", "8:1 client[] \"x = 1\"\n"},
		{"shown", "## S\n```c\nint x;\n```\n```python\nx\n```\n```\nplain\n```\n", "6:1 shown(c \"int x;\\n\")\n9:1 shown(python \"x\\n\")\n12:1 shown(text \"plain\\n\")\n"},
		{"prose", "## S\nOne *two* **three** `four`  \nfive\nsix.\n\n1. a\n2. b\n\n> q\n\n### Deep\n",
			"6:1 prose(0 \"One two three four\\nfive six.\")prose(1 \"1. a\")prose(1 \"2. b\")prose(2 \"q\")prose(0 \"Deep\")\n"},
		{"predict", "## S\n```yaml predict\nask: Which?\nchoices:\n  - say: A\n    when: len(wire.packets) == 0\n    why: because\n  - {say: 2, when: 'wire.last != None', why: no}\n```\n```python client\nx = 1\n```\n",
			"6:1 predict(Which? step=false | A / len(wire.packets) == 0@10:11 / because | 2 / wire.last != None@12:21 / no)\n15:1 client[] \"x = 1\"\n"},
		{"observe", "## S\n```yaml observe\nask: Which?\nanswer: '[s.state for s in sockets][0]'\nchoices: [LISTEN, 1.0]\n```\n",
			"6:1 observe(Which? [s.state for s in sockets][0]@8:10 [\"LISTEN\" \"1.0\"])\n"},
		{"challenge", "## S\n```yaml challenge\ngoal: Do\nwin: >\n  client.x\n  == 2\nhints: [a, b]\nstart: 'client: x = 1'\nsolution: |\n  # why\n  client: x = 2\n  wire: deliver()\n```\n",
			"6:1 challenge(Do win=client.x == 2@9:3 hints=[\"a\" \"b\"] 12:17 client: x = 1 15:11 client: x = 2 16:9 wire: deliver())\n"},
		{"after step", "## S\n```python client\nx = 1\n```\n```yaml predict\nask: Q\nafter: step\nchoices: [{say: a, when: 'True', why: w}, {say: b, when: 'False', why: w}]\n```\n",
			"7:1 client[] \"x = 1\"\n9:1 predict(Q step=true | a / True@12:27 / w | b / False@12:59 / w)\n"},
		{"CRLF", "## S\r\n```python client\r\nx = 1\r\n```\r\n", "7:1 client[] \"x = 1\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := parsed(t, head+c.src)
			if got := dump(l.Steps[0]); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	l := parsed(t, head+"<!-- notes: first -->\nIntro\n\n## S\n<!-- notes: two\nlines -->\n<!-- only for authors -->\n```python client\nx = 1\n```\n\n<!-- notes: third -->\n")
	if got := fmt.Sprintf("%q", l.Steps[0].Notes); got != `["first" "two\nlines" "third"]` {
		t.Errorf("notes: %s", got)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"empty", "", "a.md:1:1: front matter: the file does not begin with `---`"},
		{"unclosed front", "---\nid: x\n", "a.md:1:1: front matter: its closing `---` is missing"},
		{"front key", "---\nid: x\ntitle: t\ngaol: g\n---\n## S\n", "a.md:4:1: front matter: there is no key gaol: write id, title, module, goal, after, minutes, engines, profile, wire, set (did you mean goal?)\n    gaol: g\n    ^"},
		{"front twice", "---\nid: x\nid: y\ntitle: t\n---\n## S\n", "a.md:3:1: front matter: mapping key \"id\" already defined: write it once\n    id: y\n    ^"},
		{"front missing", "---\nid: x\n---\n## S\n", "a.md:1:1: front matter: the key title is missing: write `title: ...`"},
		{"front type", "---\nid: x\ntitle: t\nminutes: soon\n---\n## S\n", "a.md:4:10: front matter: a string: a whole number belongs here\n    minutes: soon\n             ^"},
		{"id", "---\nid: Bad Id\ntitle: t\n---\n## S\n", "a.md:2:5: id: \"Bad Id\": use small letters"},
		{"profile", "---\nid: x\ntitle: t\nprofile: clam\n---\n## S\n", "a.md:4:10: profile: \"clam\": write calm, fast, natural (did you mean calm?)\n    profile: clam\n             ^"},
		{"no step", head + "text\n", "no step: the lesson has no level-2 heading"},
		{"level 1", head + "# T\n\n## S\n", "a.md:5:1: heading: a level-1 heading: the title stands in the front matter"},
		{"before a step", head + "```python client\nx = 1\n```\n## S\n", "a.md:6:1: block before the first step"},
		{"fence typo", head + "## S\n```yaml predcit\nask: x\n```\n", "a.md:6:1: fence: yaml predcit: write predict, observe, challenge (did you mean predict?)\n    ```yaml predcit\n    ^"},
		{"actor", head + "## S\n```python Server\nx = 1\n```\n", "a.md:6:1: fence: python Server: name an actor"},
		{"guard", head + "## S\n```python client [linux]\nx = 1\n```\n", "a.md:6:1: guard: [linux]: guard with an engine's name"},
		{"syntax", head + "## S\n```python client\nx = 1\ny = (2\n```\n", "a.md:8:7: client: SyntaxError: got end of file, want ')'\n    y = (2\n          ^"},
		{"python", head + "## S\n```python client\ntry:\n    x = 1\nexcept OSError:\n    pass\n```\n", "a.md:7:1: client: SyntaxError: got try, want primary expression: there is no try here: attempt(f, *args)"},
		{"expect", head + "## S\n```python expect\nlen(wire.packets) == 0\n  client.c.state = \"X\"\n```\n", "a.md:8:18: expect: SyntaxError: got '=' after expression, want EOF: an expression compares with ==\n      client.c.state = \"X\"\n                     ^"},
		{"expect empty", head + "## S\n```python expect\n# nothing\n```\n", "a.md:6:1: expect: no expression in it"},
		{"when", head + "## S\n```yaml predict\nask: q\nchoices:\n  - say: a\n    when: 'client.c.state =='\n    why: w\n  - {say: b, when: 'True', why: w}\n```\n```python client\nx = 1\n```\n", "a.md:10:29: when: SyntaxError"},
		{"choice key", head + "## S\n```yaml predict\nask: q\nchoices:\n  - {say: a, when: 'True', wyh: w}\n  - {say: b, when: 'False', why: w}\n```\n", "a.md:9:28: predict: there is no key wyh: write ask, after, choices, say, when, why (did you mean why?)"},
		{"choice missing", head + "## S\n```yaml predict\nask: q\nchoices:\n  - {say: a, when: 'True'}\n  - {say: b, when: 'False', why: w}\n```\n```python client\nx = 1\n```\n", "a.md:9:11: choice 1: the key why is missing: write `why: ...`"},
		{"one choice", head + "## S\n```yaml predict\nask: q\nchoices: [{say: a, when: 'True', why: w}]\n```\n```python client\nx = 1\n```\n", "a.md:6:1: predict: 1 choices: give at least two"},
		{"no beat", head + "## S\n```yaml predict\nask: q\nchoices: [{say: a, when: 'True', why: w}, {say: b, when: 'False', why: w}]\n```\n", "a.md:6:1: predict: no beat follows it in its step"},
		{"yaml", head + "## S\n```yaml observe\nask: what: now\nanswer: 'True'\n```\n", "a.md:7:6: observe: mapping value is not allowed in this context: put text that holds : # [ ] { } or quotes between single quotes"},
		{"observe answer", head + "## S\n```yaml observe\nask: what\n```\n", "a.md:6:1: observe: the key answer is missing"},
		{"win", head + "## S\n```yaml challenge\ngoal: g\nwin: |\n  client.x ==\nsolution: 'client: x = 1'\n```\n", "a.md:9:14: win: SyntaxError"},
		{"solution", head + "## S\n```yaml challenge\ngoal: g\nwin: 'True'\nsolution: |\n  client: x = 1\n  deliver()\n```\n", "a.md:11:3: solution: \"deliver()\": write `actor: statement`, one a line\n      deliver()\n      ^"},
		{"solution code", head + "## S\n```yaml challenge\ngoal: g\nwin: 'True'\nsolution: |\n  client: x = )\n```\n", "a.md:10:15: client: SyntaxError"},
		{"html", head + "## S\n<div>x</div>\n", "a.md:6:1: HTML: <div>x</div>: write Markdown"},
		{"nested fence", head + "## S\n- a\n\n  ```python client\n  x = 1\n  ```\n", "fence: a fence inside a list or quote: put it at the left margin"},
		{"not text", head + "## S\n\xff\n", "a.md:6:1: text: byte 0xff is not UTF-8 text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Parse("a.md", []byte(c.src))
			if err == nil {
				t.Fatalf("no error; parsed %+v", l)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got\n%v\nwant in it\n%s", err, c.want)
			}
		})
	}
}

// Several problems come at once, in the order of the file.
func TestManyProblems(t *testing.T) {
	_, err := Parse("a.md", []byte("---\nid: X Y\ntitle: t\nwire: no\n---\n## S\n```python client\nx = (\n```\n```python expect\n1 +\n```\n"))
	var all Problems
	if !errors.As(err, &all) {
		t.Fatalf("%T: %v", err, err)
	}
	var at []string
	for _, p := range all {
		at = append(at, fmt.Sprintf("%d", p.Line))
	}
	if got := strings.Join(at, " "); got != "2 4 8 11" {
		t.Errorf("problems in lines %s:\n%v", got, err)
	}
	var one *Problem
	if !errors.As(err, &one) || one.Line != 2 {
		t.Errorf("the first problem cannot be taken out of them")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(head + "## S\n```python client [kernel]\nx = 1\n```\n```yaml predict\nask: q\nchoices: [{say: a, when: 'True', why: w}]\n```\n"))
	f.Add([]byte(head + "## S\n```yaml challenge\ngoal: g\nwin: |\n  x\nsolution: |\n  client: x = 1\n```\n> 1. a\n<!-- notes: x -->\n"))
	f.Add([]byte("---\n---\n"))
	f.Add([]byte(head + "## S\n```python client\nfrom socket import *\n```\n  ```yaml observe\n  ask: *a\n  ```"))
	files, _ := filepath.Glob("shelf/*.md")
	for _, name := range files {
		if src, err := os.ReadFile(name); err == nil {
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, err := Parse("f.md", src)
		if (l == nil) == (err == nil) {
			t.Fatalf("lesson %v with error %v", l, err)
		}
		var all Problems
		if err != nil && (!errors.As(err, &all) || len(all) == 0) {
			t.Fatalf("an error without a place: %T %v", err, err)
		}
	})
}
