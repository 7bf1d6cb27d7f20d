{{/*
Prints the labels of the pods; without versions, so that a new chart version alone restarts nothing.

Usage: {{ include "common.v1.lib.labels.pod" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.labels.pod" -}}
{{ .object.selectorLabels }}
chartloom.dev/service: {{ .object.name | quote }}
{{- with .object.tier }}
app.kubernetes.io/component: {{ . | quote }}
{{- end }}
app.kubernetes.io/part-of: {{ .object.instance | quote }}
{{- end -}}
