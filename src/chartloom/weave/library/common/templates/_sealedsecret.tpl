{{/*
Renders the SealedSecrets of the service, which make Secrets that may lie in a repository; prints nothing when there are none.

Usage: {{ include "common.v1.sealedsecret" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.sealedsecret" -}}
{{- include "common.v1.values.init" . -}}
{{- $names := keys .commonV1.sealedSecret.secrets | sortAlpha -}}
{{- range $index, $name := $names -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.sealedsecret" (dict "root" $ "object" (get $.commonV1.sealedSecret.secrets $name) "name" $name "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
