{{/*
Says whether the service has a dashboard.

Usage: {{ if include "common.v1.lib.dashboard.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.dashboard.enabled" -}}
{{- if and .object.monitoring.dashboard.enabled (include "common.v1.lib.monitoring.enabled" .) -}}
true
{{- end -}}
{{- end -}}
