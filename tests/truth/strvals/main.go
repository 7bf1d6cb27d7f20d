// Command strvals fills the result of every row of a case table with what Helm's --set family says.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"helm.sh/helm/v4/pkg/cli/values"
)

// row is one line of a table: a flag, its text, and the values it is applied to.
type row struct {
	Flag  string          `json:"flag"`
	Text  string          `json:"text"`
	Into  json.RawMessage `json:"into,omitempty"`
	Out   json.RawMessage `json:"out,omitempty"`
	Error string          `json:"error,omitempty"`
}

// files are what --set-file finds.
var files = map[string]string{"greeting.txt": "hello\n", "number.txt": "42", "a,b.txt": "comma", "empty.txt": ""}

func main() {
	table, err := os.ReadFile(os.Args[1])
	fail(err)
	here, err := os.MkdirTemp("", "strvals")
	fail(err)
	defer os.RemoveAll(here)
	target, err := os.OpenFile(os.Args[1], os.O_WRONLY|os.O_TRUNC, 0)
	fail(err)
	fail(os.Chdir(here))
	for name, content := range files {
		fail(os.WriteFile(name, []byte(content), 0o600))
	}
	fail(record(table, target))
	fail(target.Close())
}

func record(table []byte, target *os.File) error {
	encoder := json.NewEncoder(target)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(bytes.NewReader(table))
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%w: %s", err, lines.Text())
		}
		answer(&r)
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return lines.Err()
}

func answer(r *row) {
	var options values.Options
	text := []string{r.Text}
	switch r.Flag {
	case "--set":
		options.Values = text
	case "--set-string":
		options.StringValues = text
	case "--set-file":
		options.FileValues = text
	case "--set-json":
		options.JSONValues = text
	case "--set-literal":
		options.LiteralValues = text
	}
	if r.Into != nil {
		fail(os.WriteFile("values.yaml", r.Into, 0o600))
		options.ValueFiles = []string{"values.yaml"}
	}
	found, err := options.MergeValues(nil)
	r.Out, r.Error = nil, ""
	if err != nil {
		r.Error = err.Error()
		return
	}
	r.Out = json.RawMessage(typed(found))
}

// typed is JSON in which only an int64 is an integer: a float64 always has a point or an exponent.
func typed(value any) string {
	switch v := value.(type) {
	case map[string]any:
		return object(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = typed(item)
		}
		return "[" + strings.Join(items, ",") + "]"
	case float64:
		return strconv.FormatFloat(v, 'e', -1, 64)
	default:
		text, err := json.Marshal(v)
		fail(err)
		return string(text)
	}
}

func object(m map[string]any) string {
	var items []string
	for key, value := range m {
		items = append(items, typed(key)+":"+typed(value))
	}
	slices.Sort(items)
	return "{" + strings.Join(items, ",") + "}"
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
