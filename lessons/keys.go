package lessons

import (
	"reflect"
	"strings"
)

// keysOf lists the YAML keys of a value, and of the mappings in its lists, for
// a hint at the one that was meant. A wrong key stands in one of them; which
// one the YAML reader does not tell, so the nearest of all is named.
func keysOf(v any, wrong string) []string {
	t := reflect.TypeOf(v)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); name != "" {
			keys = append(keys, name)
		}
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && f.Type.Elem() != reflect.TypeFor[located]() {
			keys = append(keys, keysOf(reflect.New(f.Type.Elem()).Interface(), wrong)...)
		}
	}
	return keys
}
