{{ define "both" }}two{{ end }}{{ define "children" }}two{{ end }}{{ define "blank" }}two{{ end }}
