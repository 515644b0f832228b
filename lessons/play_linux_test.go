package lessons

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stillwire/stillwire/lab"
	"github.com/stillwire/stillwire/lab/kernel"
)

// onKernel opens a lesson's lab on the kernel, or skips with the reason.
func onKernel(t *testing.T) Opener {
	t.Helper()
	if err := kernel.Available(); err != nil {
		t.Skipf("no kernel lab in this process: %v", err)
	}
	return func(ctx context.Context, l *Lesson) (*lab.Lab, error) { return kernel.Open(ctx, l.Options()) }
}

func TestShelfHolds(t *testing.T) {
	open := onKernel(t)
	all, err := Shelf()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		t.Run(l.ID, func(t *testing.T) {
			var text bytes.Buffer
			r, err := Play(t.Context(), l, open, TextTranscript(&text))
			if err != nil {
				t.Fatal(err)
			}
			if !r.OK() {
				t.Errorf("%d of %d failed:\n%s", r.Failed, r.Expectations, text.String())
			}
			if r.Expectations == 0 || r.Challenges == 0 {
				t.Errorf("%d expectations, %d challenges: was it played?", r.Expectations, r.Challenges)
			}
		})
	}
}

// played parses a lesson text and plays it.
func played(t *testing.T, src string) (Result, string, string) {
	t.Helper()
	open := onKernel(t)
	var objects, lines bytes.Buffer
	r, err := Play(t.Context(), parsed(t, head+src), open, both{JSONTranscript(&objects), TextTranscript(&lines)})
	if err != nil {
		t.Fatal(err)
	}
	return r, objects.String(), lines.String()
}

const opening = "## S\n```python server\nl = socket.socket()\nl.bind((\"127.0.0.1\", 8080))\nl.listen(2)\n```\n```python client\nc = socket.socket()\nc.connect((\"127.0.0.1\", 8080))\n```\n"

func TestTranscript(t *testing.T) {
	r, objects, lines := played(t, opening+"```python expect\nclient.blocked == \"connect\"\n```\n```python wire\ndeliver(\"SYN\")\nduplicate()\ndrop()\ndeliver()\n```\n```yaml challenge\ngoal: g\nwin: 'len(wire.held) == 0'\nhints: [a, b]\nsolution: |\n  wire: deliver_all()\n```\n")
	if !r.OK() || r.Expectations != 1 || r.Challenges != 1 {
		t.Fatalf("%+v\n%s", r, lines)
	}
	want := map[string][]string{
		"lesson":    {"engine", "id", "kind", "seq", "stack"},
		"call":      {"actor", "call", "errno", "kind", "phase", "result", "seq"},
		"packet":    {"again", "dst", "fate", "flags", "kind", "length", "number", "proto", "seq", "src"},
		"state":     {"dst", "from", "kind", "seq", "socket", "src", "to"},
		"expect":    {"expr", "kind", "line", "ok"},
		"challenge": {"kind", "line", "ok", "won", "won_at_start"},
		"end":       {"expectations", "failed", "kind", "ok"},
	}
	seen, last, states, fates := map[string]bool{}, 0.0, []string{}, []string{}
	for line := range strings.SplitSeq(strings.TrimSpace(objects), "\n") {
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		kind := o["kind"].(string)
		seen[kind] = true
		for _, key := range want[kind] {
			if _, ok := o[key]; !ok {
				t.Errorf("%s lacks %s: %s", kind, key, line)
			}
		}
		if want[kind] == nil {
			t.Errorf("unknown kind: %s", line)
		}
		if seq, ok := o["seq"].(float64); ok {
			if seq < last || seq == last && kind != "lesson" {
				t.Errorf("seq %v after %v: %s", seq, last, line)
			}
			last = seq
		}
		switch kind {
		case "state":
			states = append(states, o["socket"].(string)+":"+o["from"].(string)+">"+o["to"].(string))
		case "packet":
			fates = append(fates, o["flags"].(string)+":"+o["fate"].(string))
		}
	}
	for kind := range want {
		if !seen[kind] {
			t.Errorf("no line of kind %s", kind)
		}
	}
	if got, want := strings.Join(states, " "), "server.l:CLOSED>LISTEN client.c:CLOSED>SYN_SENT :LISTEN>SYN_RCVD client.c:SYN_SENT>ESTABLISHED :SYN_RCVD>ESTABLISHED"; got != want {
		t.Errorf("states\n got %s\nwant %s", got, want)
	}
	if got, want := strings.Join(fates, " "), "SYN:held SYN:delivered SYN,ACK:held SYN,ACK:duplicated SYN,ACK:held SYN,ACK:dropped SYN,ACK:delivered ACK:held ACK:delivered"; got != want {
		t.Errorf("fates\n got %s\nwant %s", got, want)
	}
	for _, want := range []string{"LESSON a-lesson on kernel", "STEP 1 of 1: S", "DO server >>> l.listen(2)", "CALL client connect(", ": parked",
		"WIRE 1 client to server SYN seq=0: held", "STATE client.c ", "SYN_SENT (was CLOSED)", "EXPECT line 16 holds: client.blocked", "CHALLENGE line 24: not won", "END ok: 1 expectations, 0 failed"} {
		if !strings.Contains(lines, want) {
			t.Errorf("no %q in\n%s", want, lines)
		}
	}
}

// What goes wrong is told with its place, what was found, and what to do.
func TestPlayFailures(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"expect", opening + "```python expect\nclient.c.state == \"ESTABLISHED\"\n```\n", `a.md:16:1: expect: client.c.state == "ESTABLISHED" does not hold: client.c.state is "SYN_SENT"` + "\n    client.c.state == \"ESTABLISHED\"\n    ^"},
		{"part of an expect", opening + "```python expect\nlen(wire.held) == 1 and server.l.state != \"LISTEN\"\n```\n", `does not hold: server.l.state is "LISTEN"`},
		{"no boolean", opening + "```python expect\nlen(wire.held)\n```\n", "does not hold: TypeError: the expression gives 1, not True or False (compare it with something)"},
		{"attribute", opening + "```python expect\nclient.c.sate == 1\n```\n", "AttributeError: a socket has no .sate (did you mean state?)"},
		{"method", opening + "```python expect\nclient.c.recv(1) == b\"\"\n```\n", "a socket has no .recv here (an expression looks and does not act"},
		{"variable", opening + "```python expect\nclient.d == 1\n```\n", "NameError: client has no variable d"},
		{"busy actor", opening + "```python client\nx = 1\n```\n", "a.md:16:1: beat of client: client is parked in connect("},
		{"busy actor's way out", opening + "```python client\nx = 1\n```\n", "use another actor, client2"},
		{"no packet", opening + "```python wire\ndeliver(\"ACK\")\n```\n", "a.md:16:8: wire: LookupError: deliver() needs a held ACK; held: 1 SYN"},
		{"wrong name", opening + "```python server\nnowhere\n```\n", "a.md:16:1: server: NameError: name 'nowhere' is not defined"},
		{"two true", opening + "```yaml predict\nask: q\nchoices: [{say: a, when: 'True', why: w}, {say: b, when: 'len(wire.held) > 0', why: w}]\n```\n```python server\nx = 1\n```\n", `a.md:15:1: predict: more than one choice is true: "a", "b": write each`},
		{"none true", opening + "```yaml predict\nask: q\nchoices: [{say: a, when: 'len(wire.held) == 0', why: w}, {say: b, when: 'len(wire.held) > 1', why: w}]\n```\n```python server\nx = 1\n```\n", "a.md:15:1: predict: no choice is true: len(wire.held) is 1"},
		{"no such observation", opening + "```yaml observe\nask: q\nanswer: client.c.state\nchoices: [LISTEN, CLOSED]\n```\n", `a.md:15:1: observe: the lab says "SYN_SENT", which is none of the choices`},
		{"won at start", opening + "```yaml challenge\ngoal: g\nwin: 'len(wire.held) == 1'\nsolution: 'server: x = 1'\n```\n", "a.md:15:1: challenge: it is won before anything was done"},
		{"not won", opening + "```yaml challenge\ngoal: g\nwin: 'len(wire.held) == 0'\nsolution: 'server: x = 1'\n```\n", "a.md:17:7: challenge: its solution does not win: len(wire.held) is 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _, lines := played(t, c.src)
			if r.OK() {
				t.Fatalf("nothing failed:\n%s", lines)
			}
			if got := Problems(r.Failures).Error(); !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant in it\n%s", got, c.want)
			}
		})
	}
}

// Errors that a call raises are results, not failures of the lesson.
func TestErrorsAreResults(t *testing.T) {
	r, _, lines := played(t, "## S\n```python wire\nfree()\n```\n```python client\nc = socket.socket()\nc.connect((\"127.0.0.1\", 8080))\nc.send(\"text\")\nwhy = attempt(c.send, b\"x\")\n```\n```python expect\nclient.error == \"EPIPE\"\nclient.why == \"EPIPE\"\ncounters[\"NoSuchCounter\"] == 0\n```\n")
	if !r.OK() {
		t.Fatal(lines)
	}
	for _, want := range []string{"ERROR client: ConnectionRefusedError: [Errno 111] Connection refused", "ERROR client: TypeError: a bytes-like object is required, not 'str'"} {
		if !strings.Contains(lines, want) {
			t.Errorf("no %q in\n%s", want, lines)
		}
	}
}
