package lessons

// View is what a screen may show of a lesson being played. A published View
// is never changed.
type View struct {
	Lesson *Lesson
	Step   int    // index of the step on show
	Items  []Item // what the step has shown so far; the last may wait for the student
	Prompt Prompt // what the student can do now
	Notice string // one line: what just happened, or what went wrong
	Bad    bool   // Notice is a failure
	Log    []LogLine
	Ended  bool // every step is done

	Predicted, Right int // questions answered, and those right at once
	Expected, Missed int // expectations checked, and those that did not hold
}

// Status is what has become of an Item.
type Status int

const (
	Next    Status = iota // it waits for the student
	Running               // its beat is being played
	Done                  // read, or played
	Held                  // it held: expectation true, answer right, challenge won
	Broken                // it did not
	Locked                // answered, not yet graded
)

// Item is one element of the step and what has become of it.
type Item struct {
	Element Element
	Status  Status
	Chosen  int      // Predict, Observe: index of the locked choice; -1 = none
	Truth   int      // Predict, Observe: index of the true choice; -1 = not known yet
	Answer  string   // Observe: what the lab said
	Held    []Status // Expect: per expression, Held, Broken or Next
	Saw     []string // Expect: per broken expression, what was found instead; "" else
	Hints   int      // Challenge: hints shown so far
	Blocked string   // Beat: the call its actor is parked in, "connect()"; "" = it returned
	Printed string   // Beat: what the prompt printed
}

// PromptKind is what the student can do now.
type PromptKind int

const (
	Busy     PromptKind = iota // the lab is at work
	Continue                   // n plays the next beat (Beat says which)
	YourTurn                   // the next beat is the hand's: act on a packet; n does it for you
	Answer                     // a question waits: choose, then lock
	Try                        // a challenge is open
	StepDone                   // n goes to the next step
	Finished                   // the last step is done
	Stuck                      // the lesson cannot go on from here: back, or reset
)

// Prompt says what is the student's turn.
type Prompt struct {
	Kind   PromptKind
	Beat   *Beat  // Continue, YourTurn
	Deed   string // YourTurn: "deliver", "drop", "duplicate", "hold", "free"; "" = n only
	Packet int    // YourTurn: the packet it is about
	Text   string // YourTurn, Stuck: in words, "Release the SYN"
}

// LogLine is one line of the prompts: what was typed and what came of it.
type LogLine struct {
	Actor  string
	Source string // "" for a result line
	Text   string // result or error; "" while it runs
	Bad    bool
}
