{{/*
Renders the ExternalSecrets of the service, which make Secrets out of a store; prints nothing when there are none.

Usage: {{ include "common.v1.externalsecret" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.externalsecret" -}}
{{- include "common.v1.values.init" . -}}
{{- $names := include "common.v1.lib.secret.external" (dict "object" .commonV1) | empty | ternary list (keys .commonV1.externalSecret.secrets) | sortAlpha -}}
{{- range $index, $name := $names -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.externalsecret" (dict "root" $ "object" (get $.commonV1.externalSecret.secrets $name) "name" $name "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
