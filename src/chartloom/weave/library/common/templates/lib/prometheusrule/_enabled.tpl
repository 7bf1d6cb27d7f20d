{{/*
Says whether the service has alerts.

Usage: {{ if include "common.v1.lib.prometheusrule.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.prometheusrule.enabled" -}}
{{- if and .object.monitoring.prometheusRule.enabled (include "common.v1.lib.monitoring.enabled" .) -}}
true
{{- end -}}
{{- end -}}
