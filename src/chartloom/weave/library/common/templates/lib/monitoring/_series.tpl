{{/*
Prints a selector of Prometheus for series of the service. A ServiceMonitor and the usual scraping by annotations give
series the same three labels.

Usage: {{ include "common.v1.lib.monitoring.series" (dict "object" "up" "more" "" "owner" .object) }}
Params:
  object - string - required - the name of the metric
  more - string - required - a further condition, such as status=~"5.."; may be empty
  owner - map - required - the service, as values.init makes it
Returns: string
*/}}
{{- define "common.v1.lib.monitoring.series" -}}
{{- with .owner -}}
{{ $.object }}{namespace={{ .namespace | quote }},app_kubernetes_io_name={{ .name | quote }},app_kubernetes_io_instance={{ .instance | quote }}{{ with $.more }},{{ . }}{{ end }}}
{{- end -}}
{{- end -}}
