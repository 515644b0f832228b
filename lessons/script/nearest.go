package script

import "strings"

// nearest is the hint for a name that does not exist: the nearest one, and all
// there are when none is near.
func nearest(name string, all []string) string {
	best, at := "", max(2, len(name)/3)+1
	for _, a := range all {
		if d := distance(strings.ToLower(name), strings.ToLower(a)); d < at {
			best, at = a, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "there is: " + strings.Join(all, ", ")
}

// distance is Levenshtein's, by bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Nearest is " (did you mean x?)" if one of the words is near, else "".
func Nearest(name string, all []string) string {
	if hint := nearest(name, all); hint[:3] == "did" {
		return " (" + hint + ")"
	}
	return ""
}
