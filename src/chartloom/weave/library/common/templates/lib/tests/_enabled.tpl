{{/*
Says whether `helm test` has something to run.

Usage: {{ if include "common.v1.lib.tests.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.tests.enabled" -}}
{{- if and .object.tests.enabled (not .object.external) -}}
true
{{- end -}}
{{- end -}}
