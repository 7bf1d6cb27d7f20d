{{/*
Renders the NetworkPolicy of the service; prints nothing when it is switched off.

Usage: {{ include "common.v1.networkpolicy" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.networkpolicy" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.networkpolicy.enabled" $context -}}
{{- include "common.v1.kinds.networkpolicy" $context -}}
{{- end -}}
{{- end -}}
