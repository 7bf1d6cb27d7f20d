{{/*
Renders what Traefik limits the clients of the service by; prints nothing for other controllers and without a limit.

Usage: {{ include "common.v1.middleware" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.middleware" -}}
{{- include "common.v1.values.init" . -}}
{{- $context := dict "root" . "object" .commonV1 -}}
{{- if include "common.v1.lib.ingress.middleware" $context -}}
{{- include "common.v1.kinds.middleware" $context -}}
{{- end -}}
{{- end -}}
