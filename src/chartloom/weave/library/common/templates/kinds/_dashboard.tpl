{{/*
Prints the ConfigMap that brings Grafana the dashboard of the service.

Usage: {{ include "common.v1.kinds.dashboard" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.dashboard" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "common.v1.lib.names.cut" (dict "object" .object.fullname "suffix" "-dashboard") | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- include "common.v1.lib.monitoring.labels" (dict "object" .object.monitoring.dashboard "owner" .object) | nindent 4 }}
  {{- with .object.monitoring.dashboard.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
data:
  {{ printf "%s-%s.json" .object.instance .object.name }}: |
    {{- include "common.v1.lib.dashboard.model" . | fromYaml | toPrettyJson | nindent 4 }}
{{- end -}}
