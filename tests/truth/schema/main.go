// Command schema fills every row of a case table with what Helm says of its values and its schema.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common/util"
)

// row is one line of a table. Error is empty for values that the schema takes.
type row struct {
	Title  string          `json:"title,omitempty"`
	Schema json.RawMessage `json:"schema,omitempty"`
	Text   *string         `json:"text,omitempty"`
	Values json.RawMessage `json:"values"`
	Error  string          `json:"error"`
}

func main() {
	table, err := os.ReadFile(os.Args[1])
	fail(err)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(bytes.NewReader(table))
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var r row
		fail(json.Unmarshal(lines.Bytes(), &r))
		answer(&r)
		fail(encoder.Encode(r))
	}
	fail(lines.Err())
	fail(os.WriteFile(os.Args[1], out.Bytes(), 0o600))
}

func answer(r *row) {
	var values map[string]any
	fail(json.Unmarshal(r.Values, &values))
	schema := []byte(r.Schema)
	if r.Text != nil {
		schema = []byte(*r.Text)
	}
	r.Error = ""
	if err := util.ValidateAgainstSingleSchema(values, schema); err != nil {
		r.Error = strings.TrimSpace(err.Error())
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
