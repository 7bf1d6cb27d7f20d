{{/*
Renders the ServiceMonitor that tells the Prometheus Operator to scrape the service; prints nothing when it is switched off.

Usage: {{ include "common.v1.servicemonitor" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.servicemonitor" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.servicemonitor.enabled" $context -}}
{{- include "common.v1.kinds.servicemonitor" $context -}}
{{- end -}}
{{- end -}}
