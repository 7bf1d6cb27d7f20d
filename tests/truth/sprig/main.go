// Command sprigtruth fills the result of every row of the given case tables with
// what Go's text/template and Sprig say.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/template"
	"time"

	"github.com/Masterminds/sprig/v3"
)

// row is one line of a table. Expr is shown with its type; Template is rendered as it is. Place is
// the time zone of the machine, UTC when it is missing.
type row struct {
	Place    string  `json:"place,omitempty"`
	Expr     string  `json:"expr,omitempty"`
	Template string  `json:"template,omitempty"`
	Out      *string `json:"out,omitempty"`
	Error    string  `json:"error,omitempty"`
}

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: sprigtruth DATA.json TABLE.jsonl..."))
	}
	for _, table := range os.Args[2:] {
		fail(record(table, os.Args[1]))
	}
}

func record(table, data string) error {
	content, err := os.ReadFile(table)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%s: %w: %s", table, err, lines.Text())
		}
		if err := answer(&r, data); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return os.WriteFile(table, out.Bytes(), 0o644)
}

// answer renders the row. Every row gets fresh data, since some functions change theirs.
func answer(r *row, data string) error {
	r.Out, r.Error = nil, ""
	var err error
	if time.Local, err = time.LoadLocation(r.Place); err != nil {
		return err
	}
	text := r.Template
	if text == "" {
		text = "{{ typed (" + r.Expr + ") }}"
	}
	functions := sprig.TxtFuncMap()
	functions["typed"] = typed
	parsed, err := template.New("case").Option("missingkey=zero").Funcs(functions).Parse(text)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(data)
	if err != nil {
		return err
	}
	var values any
	if err := json.Unmarshal(content, &values); err != nil {
		return err
	}
	var out strings.Builder
	if err := parsed.Execute(&out, values); err != nil {
		_, r.Error, _ = strings.Cut(err.Error(), ">: ")
		return nil
	}
	result := out.String()
	r.Out = &result
	return nil
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
