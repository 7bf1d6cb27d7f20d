{{/*
Renders the HTTPRoutes of the service, the Gateway API's form of an Ingress; prints nothing when they are switched off.

Usage: {{ include "common.v1.httproute" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.httproute" -}}
{{- include "common.v1.values.init" . -}}
{{- range $index, $route := .commonV1.routes -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.httproute" (dict "root" $ "object" $route "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
