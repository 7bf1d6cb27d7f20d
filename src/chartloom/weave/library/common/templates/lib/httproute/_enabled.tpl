{{/*
Says whether the service has HTTPRoutes: its own switch, or an exposed service where exposure is "gateway".

Usage: {{ if include "common.v1.lib.httproute.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.httproute.enabled" -}}
{{- $instead := and .object.ingress.enabled (eq .object.exposure "gateway") -}}
{{- if and (or .object.httpRoute.enabled $instead) (not .object.external) -}}
true
{{- end -}}
{{- end -}}
