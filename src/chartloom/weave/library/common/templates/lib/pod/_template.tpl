{{/*
Prints the pod template of the workload. A changed setting changes its checksum and so rolls the pods.

Usage: {{ include "common.v1.lib.pod.template" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.pod.template" -}}
metadata:
  {{- with include "common.v1.lib.pod.annotations" . | trim }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
  labels:
    {{- include "common.v1.lib.labels.pod" . | nindent 4 }}
    {{- with .object.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  {{- include "common.v1.lib.pod.spec" . | nindent 2 }}
{{- end -}}
