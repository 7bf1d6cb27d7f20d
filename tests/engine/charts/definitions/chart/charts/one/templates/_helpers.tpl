{{ define "both" }}one{{ end }}{{ define "children" }}one{{ end }}{{ define "blank" }}one{{ end }}
