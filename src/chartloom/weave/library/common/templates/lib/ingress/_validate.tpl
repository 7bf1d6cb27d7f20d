{{/*
Lists the mistakes of the Ingress: hosts without a name, and paths that lead nowhere.

Usage: {{ include "common.v1.lib.ingress.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.ingress.validate" -}}
{{- if include "common.v1.lib.ingress.enabled" . -}}
{{- $head := printf "- Ingress %q:" .object.fullname -}}
{{- include "common.v1.lib.hosts.validate" (dict "object" .object.ingress.hosts "head" $head "key" "ingress.hosts" "owner" .object) -}}
{{- end -}}
{{- end -}}
