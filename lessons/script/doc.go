// Package script is the prompts of a lab and what expressions can see of it.
// The language is Starlark: Python's syntax, hermetic and bounded. A program
// reaches nothing but the lab's sockets.
package script
