{{/*
Says whether the pods of the service talk to each other: those of a statefulset do.

Usage: {{ if include "common.v1.lib.networkpolicy.itself" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true" or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.itself" -}}
{{- if eq .object.workload "statefulset" -}}
true
{{- end -}}
{{- end -}}
