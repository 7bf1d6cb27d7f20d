{{/*
Says whether the service has a ServiceMonitor: its own switch, or a fleet that has the Prometheus Operator.

Usage: {{ if include "common.v1.lib.servicemonitor.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.servicemonitor.enabled" -}}
{{- if and (or .object.monitoring.serviceMonitor.enabled .object.global.monitoring.operator) (include "common.v1.lib.monitoring.enabled" .) -}}
true
{{- end -}}
{{- end -}}
