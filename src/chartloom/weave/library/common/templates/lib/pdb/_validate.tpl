{{/*
Lists the mistakes of the disruption budget: one that would block every drain.

Usage: {{ include "common.v1.lib.pdb.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.pdb.validate" -}}
{{- if include "common.v1.lib.pdb.enabled" . -}}
{{- $head := printf "- PodDisruptionBudget %q:" .object.fullname -}}
{{- $budget := .object.podDisruptionBudget -}}
{{- $replicas := include "common.v1.lib.hpa.enabled" . | empty | ternary .object.replicaCount .object.autoscaling.minReplicas | int -}}
{{- if hasKey $budget "minAvailable" -}}
{{- $wanted := toString $budget.minAvailable -}}
{{- $kept := hasSuffix "%" $wanted | ternary (divf (mulf $replicas (trimSuffix "%" $wanted)) 100 | ceil) (float64 $wanted) -}}
{{- if and $replicas (ge $kept (float64 $replicas)) }}
{{ $head }} podDisruptionBudget.minAvailable is {{ $wanted }} of {{ $replicas }} pods, which blocks every drain; set maxUnavailable to 1 instead, or run more pods
{{- end -}}
{{- else if regexMatch "^0%?$" (toString $budget.maxUnavailable) }}
{{ $head }} podDisruptionBudget.maxUnavailable is {{ $budget.maxUnavailable }}, which blocks every drain; set it to 1 or more
{{- end -}}
{{- end -}}
{{- end -}}
