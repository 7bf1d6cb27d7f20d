{{/*
Renders the PrometheusRule with the alerts of the service; prints nothing when it is switched off.

Usage: {{ include "common.v1.prometheusrule" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.prometheusrule" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.prometheusrule.enabled" $context -}}
{{- include "common.v1.kinds.prometheusrule" $context -}}
{{- end -}}
{{- end -}}
