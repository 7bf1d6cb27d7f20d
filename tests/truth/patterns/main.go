// Command patterns fills the result of every row of the given case tables with what Helm makes of its patterns.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/engine"
	"helm.sh/helm/v4/pkg/ignore"
)

// row is one line of a table. Rules are those of a .helmignore, Glob is for .Files.Glob, Path for filepath.Match.
// A name that ends in a slash is a folder.
type row struct {
	Rules *string  `json:"rules,omitempty"`
	Glob  *string  `json:"glob,omitempty"`
	Path  *string  `json:"path,omitempty"`
	Names []string `json:"names,omitempty"`
	Found []string `json:"found"`
	Error string   `json:"error,omitempty"`
}

func main() {
	for _, table := range os.Args[1:] {
		if err := record(table); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func record(table string) error {
	content, err := os.ReadFile(table)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%s: %w: %s", table, err, lines.Text())
		}
		if r.Found, err = answer(r); err != nil {
			r.Error = err.Error()
		}
		if r.Found == nil {
			r.Found = []string{}
		}
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return os.WriteFile(table, out.Bytes(), 0o644)
}

func answer(r row) ([]string, error) {
	switch {
	case r.Rules != nil:
		return ignored(*r.Rules, r.Names)
	case r.Glob != nil:
		return globbed(*r.Glob, r.Names)
	default:
		return matched(*r.Path, r.Names)
	}
}

// ignored is what the loader of a chart's folder leaves out.
func ignored(text string, names []string) (found []string, err error) {
	rules, err := ignore.Parse(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	rules.AddDefaults()
	for _, name := range names {
		path, isDir := strings.CutSuffix(name, "/")
		if rules.Ignore(path, entry{filepath.Base(path), isDir}) {
			found = append(found, name)
		}
	}
	return found, nil
}

// globbed renders a chart that has the files.
func globbed(pattern string, names []string) ([]string, error) {
	const show = "{{ range $name, $_ := .Files.Glob .Values.pattern }}{{ $name }}\x00{{ end }}"
	c := &chart.Chart{
		Metadata:  &chart.Metadata{Name: "patterns", Version: "1.0.0", APIVersion: chart.APIVersionV2},
		Templates: []*common.File{{Name: "templates/show.txt", Data: []byte(show)}},
	}
	for _, name := range names {
		c.Files = append(c.Files, &common.File{Name: name})
	}
	out, err := engine.Render(c, common.Values{"Values": map[string]any{"pattern": pattern}})
	if err != nil {
		return nil, err
	}
	present := map[string]bool{}
	for _, name := range strings.Split(out["patterns/templates/show.txt"], "\x00") {
		present[name] = true
	}
	var found []string
	for _, name := range names {
		if present[name] {
			found = append(found, name)
		}
	}
	return found, nil
}

func matched(pattern string, names []string) (found []string, err error) {
	for _, name := range names {
		ok, err := filepath.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, name)
		}
	}
	return found, nil
}

// entry is a file or a folder that need not exist.
type entry struct {
	name  string
	isDir bool
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return 0 }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.isDir }
func (e entry) Sys() any           { return nil }
func (e entry) Mode() fs.FileMode {
	if e.isDir {
		return fs.ModeDir
	}
	return 0
}
