package draw

import "reflect"

// likes are ASCII signs for what lessons and panes write beside the glyphs.
var likes = func() map[string]string {
	m := map[string]string{
		"‘": "'", "’": "'", "“": `"`, "”": `"`, "–": "-", "—": "-", "→": ">", "←": "<",
		"•": "*", "≤": "<", "≥": ">", "≠": "#", "\u00a0": " ",
		"▁": "_", "▂": "_", "▃": ".", "▄": "-", "▅": "=", "▆": "+", "▇": "*",
	}
	u, a := reflect.ValueOf(Unicode), reflect.ValueOf(ASCII)
	for i := range u.NumField() {
		if g := u.Field(i).String(); m[g] == "" {
			m[g] = a.Field(i).String()
		}
	}
	return m
}()

// plain is a cell's text in ASCII, as wide as it was: "?" for a sign that has
// no likeness.
func plain(text string) string {
	if text == "" || text[0] < 0x80 && len(text) == 1 {
		return text // "" is the right half of a wide one
	}
	if s := likes[text]; s != "" {
		return s
	}
	return "??"[:min(max(Width(text), 1), 2)]
}
