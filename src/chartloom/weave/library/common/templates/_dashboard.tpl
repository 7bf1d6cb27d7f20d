{{/*
Renders the ConfigMap that brings Grafana the dashboard of the service; prints nothing when it is switched off.

Usage: {{ include "common.v1.dashboard" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.dashboard" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.dashboard.enabled" $context -}}
{{- include "common.v1.kinds.dashboard" $context -}}
{{- end -}}
{{- end -}}
