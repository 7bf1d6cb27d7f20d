{{/*
Says whether Prometheus scrapes the service.

Usage: {{ if include "common.v1.lib.monitoring.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.monitoring.enabled" -}}
{{- if and .object.monitoring.enabled (not .object.external) -}}
true
{{- end -}}
{{- end -}}
