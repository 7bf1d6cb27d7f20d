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
    accessModes:
      {{- toYaml .object.persistence.accessModes | nindent 6 }}
    {{- with .object.persistence.storageClass | default .object.global.storageClass }}
    storageClassName: {{ ternary "" . (eq . "-") | quote }}
    {{- end }}
    resources:
      requests:
        storage: {{ .object.persistence.size | quote }}
{{- end -}}
