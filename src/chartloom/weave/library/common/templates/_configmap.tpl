{{/*
Renders the ConfigMap that holds the plain settings of the service; prints nothing when it is switched off.

Usage: {{ include "common.v1.configmap" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.configmap" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.configmap.enabled" $context -}}
{{- include "common.v1.kinds.configmap" $context -}}
{{- end -}}
{{- end -}}
