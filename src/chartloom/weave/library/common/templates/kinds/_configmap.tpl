{{/*
Prints one ConfigMap of the service.

Usage: {{ include "common.v1.kinds.configmap" (dict "root" . "object" $configMap "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the ConfigMap: name and data
  owner - map - required - the service it belongs to
Returns: YAML document
*/}}
{{- define "common.v1.kinds.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .object.name | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with include "common.v1.lib.argocd.wave" . }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
data:
  {{- .object.data | nindent 2 }}
{{- end -}}
