{{/*
Fails, once and with every message, when values contradict each other. The shape of the values is the business of
values.schema.json; here are only relations. A message says kind, key, found value and the fix.

Usage: {{ include "common.v1.validate" (dict "root" . "object" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: nothing
*/}}
{{- define "common.v1.validate" -}}
{{- $mistakes := include "common.v1.lib.service.validate" . -}}
{{- $mistakes = print $mistakes (include "common.v1.lib.connection.validate" .) -}}
{{- if .object.external -}}
{{- $mistakes = print $mistakes (include "common.v1.lib.service.validateexternal" .) -}}
{{- else -}}
{{- range $part := list "presence" "workload" "container" "hpa" "pdb" "ingress" "httproute" "networkpolicy" "monitoring" "rbac" "configmap" "secret" "backup" "task" -}}
{{- $mistakes = print $mistakes (include (printf "common.v1.lib.%s.validate" $part) $) -}}
{{- end -}}
{{- end -}}
{{- with trim $mistakes -}}
{{- fail (printf "the values of chart %q contradict each other:\n%s" $.root.Chart.Name .) -}}
{{- end -}}
{{- end -}}
