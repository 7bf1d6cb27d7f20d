{{/*
Prints the PodDisruptionBudget of the service; minAvailable wins over maxUnavailable.

Usage: {{ include "common.v1.kinds.pdb" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.pdb" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
spec:
  {{- with .object.podDisruptionBudget }}
  {{- if hasKey . "minAvailable" }}
  minAvailable: {{ .minAvailable | toYaml }}
  {{- else }}
  maxUnavailable: {{ .maxUnavailable | toYaml }}
  {{- end }}
  {{- end }}
  selector:
    matchLabels:
      {{- .object.selectorLabels | nindent 6 }}
{{- end -}}
