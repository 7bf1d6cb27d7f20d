{{/*
Prints the two labels that select the pods of the service; they hold no version and take no further labels.

Usage: {{ include "common.v1.lib.labels.selector" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.labels.selector" -}}
app.kubernetes.io/name: {{ .object.name | quote }}
app.kubernetes.io/instance: {{ .object.instance | quote }}
{{- end -}}
