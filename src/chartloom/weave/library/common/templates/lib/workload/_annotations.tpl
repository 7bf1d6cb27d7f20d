{{/*
Prints what tells about a workload without selecting it: its technology and its environment.

Usage: {{ include "common.v1.lib.workload.annotations" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.workload.annotations" -}}
{{- with .object.technology }}
chartloom.dev/technology: {{ . | quote }}
{{- end -}}
{{- with .object.global.environment }}
chartloom.dev/environment: {{ . | quote }}
{{- end -}}
{{- end -}}
