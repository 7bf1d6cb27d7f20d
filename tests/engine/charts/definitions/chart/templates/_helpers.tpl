{{ define "both" }}parent{{ end }}{{ define "parent-only" }}parent{{ end }}{{ define "blank" }}{{ end }}
