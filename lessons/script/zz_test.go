package script
import ("testing";"github.com/stillwire/stillwire/lab";"fmt")
func TestZZ(t *testing.T) {
	p := newPrompt("client", func(lab.SocketID, string) {})
	fmt.Println(len(at(t, p, &stack{}, "def f(n): return f(n+1)\nf(0)")))
	fmt.Println(at(t, p, &stack{}, "a = []\na.append(a)\na\nd = {}\nd[1] = d\nd\n'x' * (1<<40)"))
	fmt.Println(at(t, p, &stack{}, "x = 3\nfor i in range(60): x = x * x"))
}
