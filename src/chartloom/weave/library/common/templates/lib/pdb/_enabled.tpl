{{/*
Says whether drains are held back.

Usage: {{ include "common.v1.lib.pdb.enabled" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.pdb.enabled" -}}
{{- if and .object.podDisruptionBudget.enabled (not .object.external) -}}
true
{{- end -}}
{{- end -}}
