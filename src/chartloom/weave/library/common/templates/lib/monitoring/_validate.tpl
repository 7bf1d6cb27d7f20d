{{/*
Lists the mistakes of the monitoring: nothing to scrape, a ServiceMonitor without a Service, or parts of what nobody asked
for. Who switches it off means all its parts.

Usage: {{ include "common.v1.lib.monitoring.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.monitoring.validate" -}}
{{- if include "common.v1.lib.monitoring.enabled" . -}}
{{- $head := printf "- Monitoring %q:" .object.fullname -}}
{{- if not .object.metricsPort }}
{{ $head }} monitoring.enabled is true but monitoring.port and service.port are 0; set monitoring.port
{{- else if and (include "common.v1.lib.servicemonitor.enabled" .) (not .object.service.enabled) }}
{{ $head }} a ServiceMonitor finds pods by their Service, and service.enabled is false; set it to true, or scrape by annotations
{{- end -}}
{{- else if not .object.monitoring.isSwitched -}}
{{- range $part := list "serviceMonitor" "prometheusRule" "dashboard" -}}
{{- if (get $.object.monitoring $part).enabled }}
- Monitoring {{ $.object.fullname | quote }}: monitoring.{{ $part }}.enabled is true but monitoring.enabled is false; set it to true
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
