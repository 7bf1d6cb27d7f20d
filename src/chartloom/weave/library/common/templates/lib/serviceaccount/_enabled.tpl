{{/*
Says whether the chart makes the ServiceAccount.

Usage: {{ include "common.v1.lib.serviceaccount.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.serviceaccount.enabled" -}}
{{- if and .object.serviceAccount.create (not .object.external) -}}
true
{{- end -}}
{{- end -}}
