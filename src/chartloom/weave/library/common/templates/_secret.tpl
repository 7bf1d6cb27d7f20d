{{/*
Renders the Secret of plain secret settings, for development only; prints nothing when there are none.

Usage: {{ include "common.v1.secret" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.secret" -}}
{{- include "common.v1.values.init" . -}}
{{- if and .commonV1.secretSettings (not .commonV1.external) -}}
{{- include "common.v1.kinds.secret" (dict "root" . "object" .commonV1) -}}
{{- end -}}
{{- end -}}
