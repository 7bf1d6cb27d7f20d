{{/*
Prints the ConfigMap that holds the plain settings of the service.

Usage: {{ include "common.v1.kinds.configmap" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .object.configName | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
data:
  {{- .object.settings | nindent 2 }}
{{- end -}}
