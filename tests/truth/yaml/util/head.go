// Package util is named as Helm's package of the type below, because its name shows in error messages.
package util

// SimpleHead has the fields and the tags of the type that Helm reads manifests into.
type SimpleHead struct {
	Version  string `json:"apiVersion"`
	Kind     string `json:"kind,omitempty"`
	Metadata *struct {
		Name        string            `json:"name"`
		Annotations map[string]string `json:"annotations"`
	} `json:"metadata,omitempty"`
}
