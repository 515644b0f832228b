package script

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stillwire/stillwire/lab"
)

// stack answers calls from a table; it keeps what was asked.
type stack struct {
	answers map[string]lab.Reply
	asked   []lab.Request
}

func (s *stack) Call(r lab.Request) (lab.Reply, error) {
	s.asked = append(s.asked, r)
	a := s.answers[r.Name]
	switch r.Name {
	case "socket", "accept":
		if a.Errno == 0 {
			a.FD = &lab.FD{Number: 2 + len(s.asked), ID: lab.SocketID(len(s.asked)), Family: lab.Inet, Type: lab.Stream, Timeout: lab.Forever}
		}
	case "send":
		if a.N == 0 && a.Errno == 0 {
			a.N = len(r.Data)
		}
	}
	return a, nil
}

// at runs the lines at one prompt and gives what each printed or raised.
func at(t *testing.T, p *Prompt, s *stack, source string) string {
	t.Helper()
	c := Code{File: "l.md", Line: 10, Col: 1, Text: source}
	parts, err := Split(c)
	if err != nil {
		return err.Error()
	}
	var said []string
	for _, one := range parts {
		res := p.exec(s, Code{File: "l.md", Line: one.Line, Col: one.Col, Text: one.Text})
		if res.Printed != "" {
			said = append(said, res.Printed)
		}
		if res.Err != nil {
			said = append(said, res.Err.Error())
		}
	}
	return strings.Join(said, "\n")
}

func TestPrompt(t *testing.T) {
	peer := netip.MustParseAddrPort("127.0.0.1:40000")
	answers := map[string]lab.Reply{
		"recv":        {Data: []byte("hello\r\n\x00\xff")},
		"recvfrom":    {Data: []byte("hi"), Addr: peer},
		"getsockname": {Addr: peer},
		"accept":      {Addr: peer},
		"getsockopt":  {N: 1},
		"connect":     {Errno: lab.ECONNREFUSED},
		"bind":        {Errno: lab.EADDRINUSE},
		"shutdown":    {Errno: lab.ENOTCONN},
	}
	const open = "s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\n"
	for _, c := range []struct{ source, want string }{
		{"1 + 1", "2"},
		{"None", ""},
		{"'it' + \"'s\"", `"it's"`},
		{`b"a'b"`, `b"a'b"`},
		{`b"a\x00b\n\"'"`, `b'a\x00b\n"\''`},
		{"(b'x',)", "(b'x',)"},
		{"[1, True, None, 'é']", "[1, True, None, 'é']"},
		{"{'a': b'1'}", "{'a': b'1'}"},
		{"print('a', b'b', 1, sep='-')", "a-b'b'-1"},
		{"x = 1\nwhile x < 4:\n    x += 1\nx", "4"},
		{"def f(n): return 1 if n < 2 else n * f(n - 1)\nf(5)", "120"},
		{"'héllo'.encode()", `b'h\xc3\xa9llo'`},
		{"'é'.encode('ascii')", "UnicodeEncodeError: 'ascii' codec can't encode character 'é' in position 0: ordinal not in range(128)"},
		{"b'abc'.decode().upper()", "'ABC'"},
		{"b' a b '.strip().split(b' ')", "[b'a', b'b']"},
		{"'a,b'.split(',')", "['a', 'b']"},
		{"str(b'x')", `"b'x'"`},
		{open + "s.recv(100)", `b'hello\r\n\x00\xff'`},
		{open + "s.recvfrom(100)", "(b'hi', ('127.0.0.1', 40000))"},
		{open + "s.getsockname()", "('127.0.0.1', 40000)"},
		{open + "conn, addr = s.accept()\naddr", "('127.0.0.1', 40000)"},
		{open + "s.send(b'hello')", "5"},
		{open + "s.sendall(b'hello')", ""},
		{open + "s.send('hello')", "TypeError: a bytes-like object is required, not 'str'"},
		{open + "s.connect(('127.0.0.1', 8080))", "ConnectionRefusedError: [Errno 111] Connection refused"},
		{open + "s.connect_ex(('127.0.0.1', 8080))", "111"},
		{open + "s.bind(('', 8080))", "OSError: [Errno 98] Address already in use"},
		{open + "attempt(s.bind, ('', 8080))", "'EADDRINUSE'"},
		{open + "attempt(s.send, b'xyz')", "3"},
		{open + "s.shutdown(socket.SHUT_WR)", "OSError: [Errno 107] Transport endpoint is not connected"},
		{open + "s.bind('127.0.0.1', 8080)", "TypeError: socket.bind() takes exactly one argument (2 given)"},
		{open + "s.bind('127.0.0.1')", "TypeError: bind(): AF_INET address must be tuple, not str"},
		{open + "s.bind(('127.0.0.1', '80'))", "TypeError: 'str' object cannot be interpreted as an integer"},
		{open + "s.bind(('127.0.0.1', 70000))", "OverflowError: bind(): port must be 0-65535."},
		{open + "s.bind(('example.com', 80))", "socket.gaierror: [Errno -2] Name or service not known (a lab has no name server: write an address, or localhost)"},
		{open + "s.recv(-1)", "ValueError: negative buffersize in recv"},
		{open + "s.settimeout(1.5)\ns.gettimeout()", "1.5"},
		{open + "s.close()\ns.fileno()", "-1"},
		{open + "s.conect(('', 1))", "AttributeError: 'socket' object has no attribute 'conect' (did you mean connect?)"},
		{open + "s.state", "AttributeError: 'socket' object has no attribute 'state' (.state is what an expect or a question can see; the program itself cannot)"},
		{"socket.AF_INTE", "AttributeError: module 'socket' has no attribute 'AF_INTE' (did you mean AF_INET?)"},
		{"socket.gethostbyname('localhost')", "'127.0.0.1'"},
		{"socket.htons(1)", "256"},
		{"import socket\nsocket.SOCK_STREAM", "1"},
		{"from socket import socket, AF_INET\ns = socket(AF_INET)\ns.send(b'')", "0"},
		{"from socket import *\nSOCK_DGRAM", "2"},
		{"nowhere", "NameError: name 'nowhere' is not defined"},
		{"1 // 0", "ZeroDivisionError: division by zero"},
		{"{}['k']", "KeyError: 'k'"},
		{"while True: pass", "RuntimeError: stopped after 20000000 steps: the program does not seem to end"},
	} {
		s := &stack{answers: answers}
		p := newPrompt("client", func(lab.SocketID, string) {})
		if got := at(t, p, s, c.source); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
		}
	}
}

func TestTimedOut(t *testing.T) {
	s := &stack{answers: map[string]lab.Reply{"recv": {Errno: lab.EAGAIN}, "connect": {Errno: lab.EINPROGRESS}}}
	p := newPrompt("client", func(lab.SocketID, string) {})
	got := at(t, p, s, "s = socket.socket()\ns.settimeout(1)\ns.recv(1)\ns.recv(1, socket.MSG_DONTWAIT)\ns.connect(('', 1))\ns.connect_ex(('', 1))\ns.setblocking(False)\ns.recv(1)")
	want := "TimeoutError: timed out\n" +
		"BlockingIOError: [Errno 11] Resource temporarily unavailable\n" +
		"TimeoutError: timed out\n11\n" +
		"BlockingIOError: [Errno 11] Resource temporarily unavailable"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Python that Starlark lacks gets an error that names the difference.
func TestDifferences(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"try:\n    s = 1\nexcept OSError:\n    pass", "there is no try here"},
		{"with socket.socket() as s:\n    pass", "there is no with here"},
		{"class A:\n    pass", "there are no classes here"},
		{"x = f\"a{1}\"", "there are no f-strings here"},
		{"print(f'a{1}')", "there are no f-strings here"},
		{"import os", "there is no module os at this prompt"},
		{"from os import path", "there is no module os"},
		{"def f():\n    global x\n    x = 1", "a function cannot assign a global here"},
		{"raise OSError", "there is no raise here"},
		{"x = 1 if 1 is 1 else 2", "there is no is here"},
		{"from socket import nothing", "cannot import name 'nothing' from 'socket'"},
	} {
		_, err := Split(Code{File: "l.md", Line: 1, Col: 1, Text: c.source})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q in it", c.source, err, c.want)
		}
	}
}

func TestSplit(t *testing.T) {
	source := "# first\nl = socket.socket()  # room\nl.bind((\"127.0.0.1\", 8080)); x = 1\n\nwhile x < 3:\n    x += 1\n\nfrom socket import AF_INET\n'''a\nb'''\n"
	got, err := Split(Code{File: "l.md", Line: 100, Col: 1, Text: source})
	if err != nil {
		t.Fatal(err)
	}
	want := []Statement{
		{101, 1, "l = socket.socket()  # room"},
		{102, 1, `l.bind(("127.0.0.1", 8080))`},
		{102, 30, "x = 1"},
		{104, 1, "while x < 3:\n    x += 1"},
		{107, 1, "from socket import AF_INET"},
		{108, 1, "'''a\nb'''"},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("statement %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestErrorPlace(t *testing.T) {
	p := newPrompt("client", func(lab.SocketID, string) {})
	for _, c := range []struct {
		source    string
		line, col int
	}{
		{"x = 1 +", 10, 8},
		{"nowhere(1)", 10, 1},
		{"x = [1][3]", 10, 8},
		{"if True:\n    y = nowhere", 11, 9},
		{"socket.nothing", 10, 7},
	} {
		res := p.exec(&stack{}, Code{File: "l.md", Line: 10, Col: 1, Text: c.source})
		if res.Err == nil || res.Err.Line != c.line || res.Err.Col != c.col {
			t.Errorf("%q: got %+v, want place %d:%d", c.source, res.Err, c.line, c.col)
		}
	}
}

func TestNames(t *testing.T) {
	told := map[lab.SocketID]string{}
	p := newPrompt("server", func(id lab.SocketID, n string) { told[id] = n })
	s := &stack{}
	at(t, p, s, "l = socket.socket()\nconn, addr = l.accept()\nall = [conn]\nall.append(l.accept()[0])")
	if told[1] != "server.l" || told[2] != "server.conn" || told[3] != "server.all[1]" {
		t.Errorf("got %v", told)
	}
	at(t, p, s, "l = socket.socket()")
	if told[1] != "" || told[4] != "server.l" {
		t.Errorf("after l was set again: got %v", told)
	}
}

// A loop's variables can be seen while its call is parked.
func TestSeenWhileParked(t *testing.T) {
	p := newPrompt("server", func(lab.SocketID, string) {})
	var seen string
	watch := watcher(func(r lab.Request) {
		if r.Name == "recv" {
			seen = p.Globals().String()
		}
	})
	p.exec(watch, Code{File: "l.md", Line: 1, Col: 1, Text: "for i in [1, 2]:\n    x = [i]\n    s = socket.socket()\n    s.recv(1)"})
	if !strings.Contains(seen, "i: 2") || !strings.Contains(seen, "x: [2]") {
		t.Errorf("while recv was parked the variables read %s", seen)
	}
}

type watcher func(lab.Request)

func (w watcher) Call(r lab.Request) (lab.Reply, error) {
	w(r)
	return (&stack{}).Call(r)
}

// A loop of calls that never park ends, and so does one that only computes
// when its lab closes.
func TestBounds(t *testing.T) {
	p := newPrompt("client", func(lab.SocketID, string) {})
	got := at(t, p, &stack{}, "s = socket.socket()\nwhile True: s.send(b'x')")
	if want := "RuntimeError: stopped after 20000 calls: the program does not seem to end"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	closes := watcher(func(r lab.Request) { p.stop() })
	if res := p.exec(closes, Code{File: "l.md", Line: 1, Col: 1, Text: "while True: s.send(b'x')"}); !res.Closed {
		t.Errorf("got %+v, want it closed", res)
	}
}
