{{/*
Adds the list of alerts to the service, each with name, expression, for, severity, summary and description. An alert on a
metric that the service has not is left out.

Usage: {{ include "common.v1.values.alerts" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with names; changed
Returns: nothing
*/}}
{{- define "common.v1.values.alerts" -}}
{{- $object := .object -}}
{{- $metrics := $object.monitoring.metrics -}}
{{- $alerts := list -}}
{{- $rows := list
  (dict "key" "serviceDown" "name" "ServiceDown" "query" "down" "metric" "up" "says" "does not answer")
  (dict "key" "errorRate" "name" "HighErrorRate" "query" "errors" "metric" $metrics.requests "says" "answers too many requests with an error")
  (dict "key" "latency" "name" "HighLatency" "query" "latency" "metric" $metrics.duration "says" "answers too slowly")
-}}
{{- range $row := $rows -}}
{{- $alert := get $object.monitoring.prometheusRule .key -}}
{{- if and $alert.enabled .metric -}}
{{- $expression := include "common.v1.lib.monitoring.query" (dict "object" .query "window" $alert.window "quantile" $alert.quantile "owner" $object) -}}
{{- $description := printf "No pod of %s has answered for %s." $object.name $alert.for -}}
{{- if hasKey $alert "threshold" -}}
{{- $expression = printf "%s > %v" $expression $alert.threshold -}}
{{- $description = printf "It has been {{ $value | humanize }} for %s; the limit is %v." $alert.for $alert.threshold -}}
{{- end -}}
{{- $alerts = append $alerts (dict "name" .name "expression" $expression "for" $alert.for "severity" $alert.severity "summary" (printf "%s %s" $object.name .says) "description" $description) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "alerts" $alerts -}}
{{- end -}}
