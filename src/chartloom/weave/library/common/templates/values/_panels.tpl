{{/*
Adds the list of panels of the dashboard to the service, each with id, title, unit and queries by legend. A panel of a
metric that the service has not is left out.

Usage: {{ include "common.v1.values.panels" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with names; changed
Returns: nothing
*/}}
{{- define "common.v1.values.panels" -}}
{{- $object := .object -}}
{{- $metrics := $object.monitoring.metrics -}}
{{- $query := dict "window" "$__rate_interval" "owner" $object -}}
{{- $panels := list -}}
{{- if $metrics.requests -}}
{{- $rate := include "common.v1.lib.monitoring.query" (merge (dict "object" "rate") $query) -}}
{{- $errors := include "common.v1.lib.monitoring.query" (merge (dict "object" "errors") $query) -}}
{{- $panels = append $panels (dict "title" "Requests per second" "unit" "reqps" "queries" (dict "requests" $rate)) -}}
{{- $panels = append $panels (dict "title" "Share of errors" "unit" "percentunit" "queries" (dict "errors" $errors)) -}}
{{- end -}}
{{- if $metrics.duration -}}
{{- $half := include "common.v1.lib.monitoring.query" (merge (dict "object" "latency" "quantile" 0.5) $query) -}}
{{- $most := include "common.v1.lib.monitoring.query" (merge (dict "object" "latency" "quantile" 0.95) $query) -}}
{{- $panels = append $panels (dict "title" "Latency" "unit" "s" "queries" (dict "p50" $half "p95" $most)) -}}
{{- end -}}
{{- $up := include "common.v1.lib.monitoring.series" (dict "object" "up" "more" "" "owner" $object) -}}
{{- $panels = append $panels (dict "title" "Pods that answer" "unit" "short" "queries" (dict "pods" (printf "sum(%s)" $up))) -}}
{{- range $index, $panel := $panels -}}
{{- $_ := set $panel "id" (add1 $index) -}}
{{- end -}}
{{- $_ := set $object "panels" $panels -}}
{{- end -}}
