// Command yaml answers, line by line, what Helm's YAML and JSON libraries make of a text or a value.
//
// Each line of standard input is a JSON object {"op": ..., "in": ...}; each line of standard output is
// the same with "out" or "error" added. See README.md for the operations and the notation of values.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"chartloom.test/truth/yaml/util"
	goyaml "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

type question struct {
	Op string          `json:"op"`
	In json.RawMessage `json:"in"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			panic(err)
		}
		fmt.Fprintln(out, answer(q))
	}
}

func answer(q question) string {
	result, err := ask(q.Op, value(q.In))
	if err != nil {
		return fmt.Sprintf(`{"op": %q, "in": %s, "error": %s}`, q.Op, q.In, compact(err.Error()))
	}
	return fmt.Sprintf(`{"op": %q, "in": %s, "out": %s}`, q.Op, q.In, compact(result))
}

func compact(v any) string {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(buf.String(), "\n")
}

func ask(op string, in any) (any, error) {
	switch op {
	case "read":
		var v any
		return &v, yaml.Unmarshal(text(in), &v)
	case "read_map":
		var v map[string]any
		err := yaml.Unmarshal(text(in), &v)
		return v, err
	case "read_list":
		var v []any
		err := yaml.Unmarshal(text(in), &v)
		return v, err
	case "head":
		var v util.SimpleHead
		err := yaml.Unmarshal(text(in), &v)
		return head(v), err
	case "write":
		out, err := yaml.Marshal(in)
		return string(out), err
	case "pretty":
		var buf bytes.Buffer
		enc := goyaml.NewEncoder(&buf)
		enc.SetIndent(2)
		err := enc.Encode(in)
		return buf.String(), err
	case "json":
		out, err := json.Marshal(in)
		return string(out), err
	case "pretty_json":
		out, err := json.MarshalIndent(in, "", "  ")
		return string(out), err
	case "raw_json":
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		err := enc.Encode(&in)
		return strings.TrimSuffix(buf.String(), "\n"), err
	case "read_json":
		var v any
		err := json.Unmarshal(text(in), &v)
		return v, err
	case "read_json_map":
		v := map[string]any{}
		err := json.Unmarshal(text(in), &v)
		return v, err
	case "read_json_list":
		v := []any{}
		err := json.Unmarshal(text(in), &v)
		return v, err
	}
	panic("unknown operation " + op)
}

func head(v util.SimpleHead) map[string]any {
	m := map[string]any{"api_version": v.Version, "kind": v.Kind, "name": "", "annotations": nil}
	if v.Metadata != nil {
		m["name"] = v.Metadata.Name
		m["annotations"] = v.Metadata.Annotations
	}
	return m
}

func text(in any) []byte {
	switch v := in.(type) {
	case string:
		return []byte(v)
	case []byte:
		return v
	}
	panic(fmt.Sprintf("no text: %T", in))
}

// value reads the notation of values: JSON, where a number without point or exponent is an int, any
// other a float64, and an object of one key that starts with $ is a value JSON cannot say.
func value(raw json.RawMessage) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		panic(err)
	}
	return typed(v)
}

func typed(v any) any {
	switch v := v.(type) {
	case json.Number:
		return number(v.String())
	case []any:
		for i := range v {
			v[i] = typed(v[i])
		}
		return v
	case map[string]any:
		if len(v) == 1 {
			for k, x := range v {
				if strings.HasPrefix(k, "$") {
					return special(k, x)
				}
			}
		}
		for k := range v {
			v[k] = typed(v[k])
		}
		return v
	}
	return v
}

func number(s string) any {
	if i, err := strconv.Atoi(s); err == nil && s != "-0" {
		return i
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}

func special(kind string, x any) any {
	switch kind {
	case "$bytes":
		b, err := base64.StdEncoding.DecodeString(x.(string))
		if err != nil {
			panic(err)
		}
		return b
	case "$text": // a string that is no UTF-8
		return string(special("$bytes", x).([]byte))
	case "$float":
		f, err := strconv.ParseFloat(x.(string), 64)
		if err != nil {
			panic(err)
		}
		return f
	case "$uint64":
		u, err := strconv.ParseUint(x.(string), 10, 64)
		if err != nil {
			panic(err)
		}
		return u
	case "$repeat": // [text, count]: long texts in short tables
		pair := x.([]any)
		n, _ := strconv.Atoi(pair[1].(json.Number).String())
		return strings.Repeat(pair[0].(string), n)
	case "$object": // [[key, value], ...]: keys that would not survive in JSON
		m := map[string]any{}
		for _, pair := range x.([]any) {
			p := pair.([]any)
			m[string(text(typed(p[0])))] = typed(p[1])
		}
		return m
	}
	panic("unknown notation " + kind)
}
