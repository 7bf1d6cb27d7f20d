// Fills in what Argo CD makes of the annotations of an object: in which phases and wave of a sync it is applied.
//
//	go run . ../../gitops/cases/argocd-hooks.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"

	"github.com/argoproj/gitops-engine/pkg/sync/hook"
	"github.com/argoproj/gitops-engine/pkg/sync/syncwaves"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type row struct {
	Annotations map[string]string `json:"annotations"`
	Hook        bool              `json:"hook"`
	Phases      []string          `json:"phases"`
	Wave        int               `json:"wave"`
	Deleted     []string          `json:"deleted"`
}

func (r *row) fill() {
	object := &unstructured.Unstructured{}
	object.SetAnnotations(r.Annotations)
	r.Hook, r.Wave = hook.IsHook(object), syncwaves.Wave(object)
	r.Phases, r.Deleted = []string{}, []string{}
	for _, phase := range hook.Types(object) {
		r.Phases = append(r.Phases, string(phase))
	}
	for _, policy := range hook.DeletePolicies(object) {
		r.Deleted = append(r.Deleted, string(policy))
	}
}

func main() {
	path := os.Args[1]
	file, err := os.Open(path)
	check(err)
	var rows []row
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var r row
		check(json.Unmarshal(lines.Bytes(), &r))
		r.fill()
		rows = append(rows, r)
	}
	check(file.Close())
	out, err := os.Create(path)
	check(err)
	for _, r := range rows {
		line, err := json.Marshal(r)
		check(err)
		_, err = out.Write(append(line, '\n'))
		check(err)
	}
	check(out.Close())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
