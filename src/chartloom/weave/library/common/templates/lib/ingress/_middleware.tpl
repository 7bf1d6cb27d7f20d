{{/*
Says whether the limit of the service is a Middleware of Traefik.

Usage: {{ if include "common.v1.lib.ingress.middleware" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.ingress.middleware" -}}
{{- if and .object.ingress.rateLimit (include "common.v1.lib.ingress.enabled" .) (eq (include "common.v1.lib.ingress.controller" .) "traefik") -}}
true
{{- end -}}
{{- end -}}
