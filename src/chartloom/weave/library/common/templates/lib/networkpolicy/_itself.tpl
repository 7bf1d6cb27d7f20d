{{/*
Says whether what acts for the service talks to its pods: a statefulset does, and so do tests and
jobs.

Usage: {{ if include "common.v1.lib.networkpolicy.itself" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true" or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.itself" -}}
{{- if or (eq .object.workload "statefulset") (include "common.v1.lib.tests.enabled" .) .object.tasks -}}
true
{{- end -}}
{{- end -}}
