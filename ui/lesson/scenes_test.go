package lesson

import (
	"github.com/stillwire/stillwire/lessons"
	"github.com/stillwire/stillwire/ui/scene"
	"github.com/stillwire/stillwire/ui/scene/scenetest"
)

func sp(text string, st lessons.SpanStyle) lessons.Span { return lessons.Span{Text: text, Style: st} }

var connect = &lessons.Beat{Actor: "client", Source: `c.connect(("127.0.0.1", 8080))`}

var ask = &lessons.Predict{Ask: "What does `accept()` give the server right now?", Choices: []lessons.Choice{
	{Say: "the connection from 54321", Why: "It is half-open: its ACK has not come."},
	{Say: "the older one, 54310", Why: "It is the first in the accept queue."},
	{Say: "nothing: it blocks", Why: "The queue is not empty."},
}}

var third = lessons.Item{Status: lessons.Done, Element: &lessons.Prose{Blocks: []lessons.Block{{Spans: []lessons.Span{
	sp("The client got the ", lessons.Plain), sp("SYN,ACK", lessons.Strong), sp(" and is already ", lessons.Plain),
	sp("ESTABLISHED", lessons.Code), sp(". Its ACK is ", lessons.Plain), sp("held", lessons.Emphasis), sp(" on the wire.", lessons.Plain)}}}}}

func play(p lessons.Prompt, items ...lessons.Item) *scene.Scene {
	s := scenetest.Handshake()
	s.Chosen = -1
	s.View = &lessons.View{
		Lesson: &lessons.Lesson{Title: "The three-way handshake", Steps: []*lessons.Step{
			{Title: "A listener waits"}, {Title: "The third packet"}, {Title: "Now you"}}},
		Step: 1, Items: items, Prompt: p,
	}
	return s
}

func prompt(p lessons.Prompt) *scene.Scene { return play(p, third) }

func predict(st lessons.Status, chosen, truth int) *scene.Scene {
	return play(lessons.Prompt{Kind: lessons.Answer}, third, lessons.Item{Element: ask, Status: st, Chosen: chosen, Truth: truth})
}

func asks() *scene.Scene {
	s := predict(lessons.Next, -1, -1)
	s.Chosen = 1
	return s
}

func locked() *scene.Scene {
	s := predict(lessons.Locked, 1, -1)
	s.View.Prompt = lessons.Prompt{Kind: lessons.Continue, Beat: connect}
	return s
}

func gradedScene() *scene.Scene {
	s := predict(lessons.Broken, 0, 1)
	s.View.Prompt = lessons.Prompt{Kind: lessons.StepDone}
	return s
}

func right() *scene.Scene {
	s := predict(lessons.Held, 1, 1)
	s.View.Prompt = lessons.Prompt{Kind: lessons.StepDone}
	return s
}

func observed() *scene.Scene {
	return play(lessons.Prompt{Kind: lessons.StepDone},
		lessons.Item{Element: &lessons.Observe{Ask: "Which state?", Choices: []string{"LISTEN", "SYN_RCVD"}}, Status: lessons.Broken, Chosen: 0, Truth: 1, Answer: "SYN_RCVD"},
		lessons.Item{Element: &lessons.Observe{Ask: "How many sockets?"}, Status: lessons.Held, Chosen: -1, Truth: -1, Answer: "3"})
}

func beats() *scene.Scene {
	return play(lessons.Prompt{},
		lessons.Item{Element: &lessons.Beat{Actor: "server", Source: "l.listen(2)"}, Status: lessons.Done},
		lessons.Item{Element: &lessons.Beat{Actor: "server", Source: "while True:\n    c, a = l.accept()\n    print(a)"}, Status: lessons.Done,
			Blocked: "accept()", Printed: "('127.0.0.1', 40000)\n"},
		lessons.Item{Element: connect, Status: lessons.Broken, Printed: "ConnectionRefusedError: [Errno 111] Connection refused"},
		lessons.Item{Element: &lessons.Beat{Actor: "wire", Source: "deliver()"}, Status: lessons.Running},
		lessons.Item{Element: &lessons.Expect{Exprs: []lessons.Expr{{Text: `client.c.state == "CLOSED"`}, {Text: "len(wire.packets) == 0"}, {Text: "later"}}},
			Held: []lessons.Status{lessons.Held, lessons.Broken, lessons.Next}, Saw: []string{"", "3 == 0"}})
}

func waiting() *scene.Scene {
	s := prompt(lessons.Prompt{Kind: lessons.Continue, Beat: connect})
	s.View.Items = []lessons.Item{{Element: connect, Status: lessons.Next}}
	return s
}

func challenge(st lessons.Status) *scene.Scene {
	p := lessons.Prompt{Kind: lessons.Try}
	if st != lessons.Next {
		p.Kind = lessons.StepDone
	}
	return play(p, lessons.Item{Status: st, Hints: 1, Element: &lessons.Challenge{
		Goal:  "Make the client `ESTABLISHED` while the server still is not.",
		Hints: []string{"Which packet does the client wait for?", "Deliver the SYN,ACK and nothing after it."},
	}})
}

func stuck() *scene.Scene {
	s := prompt(lessons.Prompt{Kind: lessons.Stuck, Text: "The SYN is lost, and `client` waits for ever."})
	s.View.Notice, s.View.Bad = "12:1: deliver(): no packet is held", true
	return s
}

func finished(missed int) *scene.Scene {
	s := prompt(lessons.Prompt{Kind: lessons.Finished})
	s.View.Items, s.View.Ended = nil, true
	s.View.Predicted, s.View.Right, s.View.Expected, s.View.Missed = 3, 2, 12, missed
	return s
}

func prose() *scene.Scene {
	s := play(lessons.Prompt{Kind: lessons.StepDone}, lessons.Item{Element: &lessons.Prose{Blocks: []lessons.Block{
		{Spans: []lessons.Span{sp("Three things:", lessons.Plain)}},
		{Kind: lessons.Bullet, Spans: []lessons.Span{sp("the first is long enough to wrap", lessons.Plain)}},
		{Kind: lessons.Bullet, Spans: []lessons.Span{sp("the second", lessons.Plain)}},
		{Kind: lessons.Quote, Spans: []lessons.Span{sp("what somebody else once said", lessons.Plain)}},
	}}}, lessons.Item{Element: &lessons.Shown{Text: "int fd =\n  socket();\n"}})
	s.View.Step, s.View.Lesson.Intro = 0, []lessons.Block{{Spans: []lessons.Span{sp("An opening.", lessons.Plain)}}}
	return s
}
