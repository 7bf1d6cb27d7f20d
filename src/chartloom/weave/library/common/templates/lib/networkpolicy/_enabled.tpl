{{/*
Says whether undeclared traffic is denied.

Usage: {{ include "common.v1.lib.networkpolicy.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.enabled" -}}
{{- $store := .object.external | default dict -}}
{{- if and .object.networkPolicy.enabled (or (not $store) $store.labels) -}}
true
{{- end -}}
{{- end -}}
