{{/*
Prints the query of Prometheus behind an alert and a panel: down, rate (requests per second), errors (their share from 0 to
1) or latency (seconds).

Usage: {{ include "common.v1.lib.monitoring.query" (dict "object" "latency" "window" "5m" "quantile" 0.95 "owner" .object) }}
Params:
  object - string - required - what is asked: down, rate, errors or latency
  window - string - required - the time over which is counted
  quantile - number - required - which latency: 0.95 is that of 95 in 100 requests
  owner - map - required - the service, as values.init makes it
Returns: string
*/}}
{{- define "common.v1.lib.monitoring.query" -}}
{{- $names := .owner.monitoring.metrics -}}
{{- $series := dict "owner" .owner "more" "" -}}
{{- $requests := include "common.v1.lib.monitoring.series" (merge (dict "object" $names.requests) $series) -}}
{{- if eq .object "down" -}}
absent({{ include "common.v1.lib.monitoring.series" (merge (dict "object" "up") $series) }} == 1)
{{- else if eq .object "rate" -}}
sum(rate({{ $requests }}[{{ .window }}]))
{{- else if eq .object "errors" -}}
{{- $failed := printf "%s=~\"5..\"" $names.status -}}
sum(rate({{ include "common.v1.lib.monitoring.series" (dict "object" $names.requests "more" $failed "owner" .owner) }}[{{ .window }}])) / sum(rate({{ $requests }}[{{ .window }}]))
{{- else if eq .object "latency" -}}
{{- $buckets := include "common.v1.lib.monitoring.series" (merge (dict "object" (print $names.duration "_bucket")) $series) -}}
histogram_quantile({{ .quantile }}, sum by (le) (rate({{ $buckets }}[{{ .window }}])))
{{- end -}}
{{- end -}}
