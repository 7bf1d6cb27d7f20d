{{/*
Prints the Deployment of the service; without replicas when an autoscaler owns them.

Usage: {{ include "common.v1.kinds.deployment" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
  {{- with include "common.v1.lib.workload.annotations" . | trim }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  {{- if not (include "common.v1.lib.hpa.enabled" .) }}
  replicas: {{ .object.replicaCount | int }}
  {{- end }}
  revisionHistoryLimit: {{ .object.revisionHistoryLimit | int }}
  selector:
    matchLabels:
      {{- .object.selectorLabels | nindent 6 }}
  strategy:
    type: {{ .object.strategy.type }}
    {{- if eq .object.strategy.type "RollingUpdate" }}
    rollingUpdate:
      maxSurge: {{ .object.strategy.maxSurge | toYaml }}
      maxUnavailable: {{ .object.strategy.maxUnavailable | toYaml }}
    {{- end }}
  template:
    {{- include "common.v1.lib.pod.template" . | nindent 4 }}
{{- end -}}
