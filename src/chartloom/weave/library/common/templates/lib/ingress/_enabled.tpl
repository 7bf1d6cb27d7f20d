{{/*
Says whether the service is reached from outside the cluster.

Usage: {{ include "common.v1.lib.ingress.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.ingress.enabled" -}}
{{- if and .object.ingress.enabled (ne .object.exposure "gateway") (not .object.external) -}}
true
{{- end -}}
{{- end -}}
