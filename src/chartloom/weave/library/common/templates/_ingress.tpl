{{/*
Renders the Ingress of the service; prints nothing when it is switched off.

Usage: {{ include "common.v1.ingress" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.ingress" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.ingress.enabled" $context -}}
{{- include "common.v1.kinds.ingress" $context -}}
{{- end -}}
{{- end -}}
