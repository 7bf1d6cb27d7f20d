{{/*
Lists the mistakes of a store outside the cluster.

Usage: {{ include "common.v1.lib.service.validateexternal" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.service.validateexternal" -}}
{{- if regexMatch "^[0-9.]+$|:" .object.external.host }}
- Service {{ .object.fullname | quote }}: global.externalServices.{{ .object.name }}.host is {{ .object.external.host | quote }}, an address; set a DNS name, the only thing a Service of type ExternalName can point to
{{- end -}}
{{- end -}}
