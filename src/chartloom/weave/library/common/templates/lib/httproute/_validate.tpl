{{/*
Lists the mistakes of the HTTPRoutes: no Gateway, hosts and paths that lead nowhere, and what the Gateway API cannot say.

Usage: {{ include "common.v1.lib.httproute.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.httproute.validate" -}}
{{- if include "common.v1.lib.httproute.enabled" . -}}
{{- $head := printf "- HTTPRoute %q:" .object.fullname -}}
{{- if not .object.httpRoute.parentRefs }}
{{ $head }} httpRoute.parentRefs and global.gateway.name are empty; set one
{{- end -}}
{{- include "common.v1.lib.hosts.validate" (dict "object" .object.httpRoute.hosts "head" $head "key" "httpRoute.hosts" "owner" .object) -}}
{{- range .object.httpRoute.hosts -}}
{{- range .paths -}}
{{- if eq .pathType "ImplementationSpecific" }}
{{ $head }} the path {{ .path }} has pathType ImplementationSpecific, which a Gateway does not know; set it to Prefix or Exact
{{- end -}}
{{- if and .port (not .number) }}
{{ $head }} the path {{ .path }} leads to port {{ .port | quote }} of {{ .service | quote }}, and a Gateway knows ports by number; set its number
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
