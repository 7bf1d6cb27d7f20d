{{/*
Prints the claim of each pod. It carries the selector labels only: it can never be changed, so nothing in it may
follow a version.

Usage: {{ include "common.v1.lib.statefulset.claim" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list
*/}}
{{- define "common.v1.lib.statefulset.claim" -}}
- metadata:
    name: data
    labels:
      {{- .object.selectorLabels | nindent 6 }}
  spec:
    {{- include "common.v1.lib.claim.spec" (dict "object" .object.persistence "owner" .object) | nindent 4 }}
{{- end -}}
