package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Load is a lesson by its id on the shelf, or by its file's name, which ends
// in .md or has a slash in it.
func Load(name string) (*Lesson, error) {
	if !strings.HasSuffix(name, ".md") && !strings.ContainsRune(name, os.PathSeparator) {
		return Find(name)
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Parse(name, src)
}

// Select is the lessons named, or all of the shelf.
func Select(names []string, all bool) ([]*Lesson, error) {
	if all == (len(names) > 0) {
		return nil, errors.New("name the lessons to run, or say --all")
	}
	if all {
		return Shelf()
	}
	var list []*Lesson
	for _, name := range names {
		l, err := Load(name)
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

// NewTranscript makes a transcript of a format: text or json.
func NewTranscript(format string, w io.Writer) (Transcript, error) {
	switch format {
	case "text":
		return TextTranscript(w), nil
	case "json":
		return JSONTranscript(w), nil
	}
	return nil, fmt.Errorf("--format %s: it is text or json", format)
}

// PlayAll plays lessons one after the other and writes what went wrong to
// wrong, with its place. The error counts what did not hold.
func PlayAll(ctx context.Context, list []*Lesson, open Opener, w Transcript, wrong io.Writer) error {
	failed := 0
	for _, l := range list {
		result, err := Play(ctx, l, open, w)
		for _, f := range result.Failures {
			fmt.Fprintln(wrong, f)
		}
		failed += result.Failed
		if err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d did not hold", failed)
	}
	return nil
}
