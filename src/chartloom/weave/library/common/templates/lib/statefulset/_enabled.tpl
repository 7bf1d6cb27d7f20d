{{/*
Says whether the service runs here as a StatefulSet.

Usage: {{ include "common.v1.lib.statefulset.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.statefulset.enabled" -}}
{{- if and (eq .object.workload "statefulset") (not .object.external) -}}
true
{{- end -}}
{{- end -}}
