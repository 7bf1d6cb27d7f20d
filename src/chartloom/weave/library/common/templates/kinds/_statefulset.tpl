{{/*
Prints the StatefulSet of the service; each pod has a claim when persistence is on.

Usage: {{ include "common.v1.kinds.statefulset" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.statefulset" -}}
apiVersion: apps/v1
kind: StatefulSet
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
  replicas: {{ .object.replicaCount | int }}
  revisionHistoryLimit: {{ .object.revisionHistoryLimit | int }}
  serviceName: {{ .object.headlessName | quote }}
  podManagementPolicy: {{ .object.podManagementPolicy }}
  selector:
    matchLabels:
      {{- .object.selectorLabels | nindent 6 }}
  updateStrategy:
    type: {{ .object.strategy.type }}
  {{- if and .object.persistence.enabled (not .object.persistence.retain) }}
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Delete
    whenScaled: Retain
  {{- end }}
  template:
    {{- include "common.v1.lib.pod.template" . | nindent 4 }}
  {{- if .object.persistence.enabled }}
  volumeClaimTemplates:
    {{- include "common.v1.lib.statefulset.claim" . | nindent 4 }}
  {{- end }}
{{- end -}}
