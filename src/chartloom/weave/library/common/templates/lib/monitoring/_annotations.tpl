{{/*
Prints the annotations by which Prometheus finds the pods where no ServiceMonitor tells it.

Usage: {{ include "common.v1.lib.monitoring.annotations" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.monitoring.annotations" -}}
{{- if and (include "common.v1.lib.monitoring.enabled" .) (not (include "common.v1.lib.servicemonitor.enabled" .)) -}}
prometheus.io/scrape: "true"
prometheus.io/path: {{ .object.monitoring.path | quote }}
prometheus.io/port: {{ .object.metricsPort.targetPort | int | quote }}
{{- end -}}
{{- end -}}
