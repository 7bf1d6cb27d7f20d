{{/*
Prints the ServiceMonitor of the service. Its further Services have the same pods, so that only the first is kept.

Usage: {{ include "common.v1.kinds.servicemonitor" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.servicemonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- include "common.v1.lib.monitoring.labels" (dict "object" .object.monitoring.serviceMonitor "owner" .object) | nindent 4 }}
spec:
  selector:
    matchLabels:
      {{- .object.selectorLabels | nindent 6 }}
  podTargetLabels:
    - app.kubernetes.io/name
    - app.kubernetes.io/instance
  endpoints:
    - port: {{ .object.metricsPort.name | quote }}
      path: {{ .object.monitoring.path | quote }}
      interval: {{ .object.monitoring.interval | quote }}
      {{- with .object.monitoring.serviceMonitor.scrapeTimeout }}
      scrapeTimeout: {{ . | quote }}
      {{- end }}
      {{- if gt (len .object.services) 1 }}
      relabelings:
        - sourceLabels: [__meta_kubernetes_service_name]
          regex: {{ (first .object.services).name | quote }}
          action: keep
      {{- end }}
      {{- with .object.monitoring.serviceMonitor.metricRelabelings }}
      metricRelabelings:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}
