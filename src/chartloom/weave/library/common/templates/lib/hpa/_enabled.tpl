{{/*
Says whether an autoscaler owns the number of pods.

Usage: {{ include "common.v1.lib.hpa.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.hpa.enabled" -}}
{{- if and .object.autoscaling.enabled (not .object.external) -}}
true
{{- end -}}
{{- end -}}
