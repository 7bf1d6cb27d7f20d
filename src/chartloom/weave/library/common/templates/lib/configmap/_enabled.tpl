{{/*
Says whether there are plain settings to hold.

Usage: {{ include "common.v1.lib.configmap.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.configmap.enabled" -}}
{{- if and .object.settings (not .object.external) -}}
true
{{- end -}}
{{- end -}}
