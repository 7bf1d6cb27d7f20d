// Command archive fills the result of every row of a case table with what Helm's loader makes of an archive.
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"

	"helm.sh/helm/v4/pkg/chart/loader/archive"
)

// row is one line of a table: the names of an archive's entries, and how its loader calls them.
type row struct {
	Names []string `json:"names"`
	Found []string `json:"found"`
	Error string   `json:"error,omitempty"`
}

func main() {
	content, err := os.ReadFile(os.Args[1])
	fail(err)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(bytes.NewReader(content))
	for lines.Scan() {
		var r row
		fail(json.Unmarshal(lines.Bytes(), &r))
		r.Found, r.Error = []string{}, ""
		files, err := archive.LoadArchiveFiles(pack(r.Names))
		if err != nil {
			r.Error = err.Error()
		}
		for _, file := range files {
			r.Found = append(r.Found, file.Name)
		}
		fail(encoder.Encode(r))
	}
	fail(os.WriteFile(os.Args[1], out.Bytes(), 0o644))
}

// pack makes an archive of files that hold one letter.
func pack(names []string) *bytes.Buffer {
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	packed := tar.NewWriter(zipped)
	for _, name := range names {
		fail(packed.WriteHeader(&tar.Header{Name: name, Size: 1, Mode: 0o644, Typeflag: tar.TypeReg}))
		_, err := packed.Write([]byte("x"))
		fail(err)
	}
	fail(packed.Close())
	fail(zipped.Close())
	return &out
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
