{{/*
Lists the mistakes of the autoscaler.

Usage: {{ include "common.v1.lib.hpa.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.hpa.validate" -}}
{{- if include "common.v1.lib.hpa.enabled" . -}}
{{- $head := printf "- HorizontalPodAutoscaler %q:" .object.fullname -}}
{{- $scaling := .object.autoscaling -}}
{{- if eq .object.workload "statefulset" }}
{{ $head }} autoscaling.enabled is true but workload is "statefulset"; set autoscaling.enabled to false
{{- end -}}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) }}
{{ $head }} autoscaling.minReplicas is {{ int $scaling.minReplicas }}, more than autoscaling.maxReplicas {{ int $scaling.maxReplicas }}; set maxReplicas to {{ int $scaling.minReplicas }} or more
{{- end -}}
{{- if not (or $scaling.targetCPUUtilizationPercentage $scaling.targetMemoryUtilizationPercentage) }}
{{ $head }} both autoscaling targets are 0; set targetCPUUtilizationPercentage or targetMemoryUtilizationPercentage
{{- end -}}
{{- $requests := .object.resources.requests | default dict -}}
{{- if and $scaling.targetCPUUtilizationPercentage (not $requests.cpu) }}
{{ $head }} autoscaling.targetCPUUtilizationPercentage is {{ int $scaling.targetCPUUtilizationPercentage }} but resources.requests.cpu is empty; set the request, or the target to 0
{{- end -}}
{{- if and $scaling.targetMemoryUtilizationPercentage (not $requests.memory) }}
{{ $head }} autoscaling.targetMemoryUtilizationPercentage is {{ int $scaling.targetMemoryUtilizationPercentage }} but resources.requests.memory is empty; set the request, or the target to 0
{{- end -}}
{{- end -}}
{{- end -}}
