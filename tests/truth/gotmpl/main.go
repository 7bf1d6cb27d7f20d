// Command gotmpltruth fills the result of every row of the given case tables with what Go's text/template says.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/template"
	"unicode/utf8"
)

// row is one line of a table: a template, or several files of which the last is executed. Data replaces the
// shared data. Of Out, Bytes (for output that is no UTF-8) and Error one is the answer.
type row struct {
	Title    string          `json:"title,omitempty"`
	Template string          `json:"template,omitempty"`
	Files    [][2]string     `json:"files,omitempty"`
	Data     json.RawMessage `json:"data,omitempty"`
	Out      *string         `json:"out,omitempty"`
	Bytes    []byte          `json:"bytes,omitempty"`
	Error    string          `json:"error,omitempty"`
}

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: gotmpltruth DATA.json TABLE.jsonl..."))
	}
	shared, err := os.ReadFile(os.Args[1])
	fail(err)
	for _, table := range os.Args[2:] {
		fail(record(table, shared))
	}
}

func record(table string, shared []byte) error {
	content, err := os.ReadFile(table)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(content)) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return fmt.Errorf("%s: %w: %s", table, err, line)
		}
		answer(&r, shared)
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return os.WriteFile(table, out.Bytes(), 0o644)
}

func answer(r *row, shared []byte) {
	r.Out, r.Bytes, r.Error = nil, nil, ""
	text, err := execute(r, shared)
	switch {
	case err != nil:
		r.Error = err.Error()
	case utf8.ValidString(text):
		r.Out = &text
	default:
		r.Bytes = []byte(text)
	}
}

func execute(r *row, shared []byte) (string, error) {
	files := r.Files
	if files == nil {
		files = [][2]string{{"case", r.Template}}
	}
	// The option is Helm's.
	set := template.New("all").Option("missingkey=zero")
	for _, file := range files {
		if _, err := set.New(file[0]).Parse(file[1]); err != nil {
			return "", err
		}
	}
	var out strings.Builder
	err := set.ExecuteTemplate(&out, files[len(files)-1][0], data(r, shared))
	return out.String(), err
}

// data is fresh for every row.
func data(r *row, shared []byte) any {
	if r.Data != nil {
		shared = r.Data
	}
	var value any
	fail(json.Unmarshal(shared, &value))
	return value
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
