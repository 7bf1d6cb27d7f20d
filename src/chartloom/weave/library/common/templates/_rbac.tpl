{{/*
Renders the roles of the service's account, each with its binding; prints nothing when there are no rules.

Usage: {{ include "common.v1.rbac" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.rbac" -}}
{{- include "common.v1.values.init" . -}}
{{- range $index, $role := .commonV1.roles -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.role" (dict "root" $ "object" $role "owner" $.commonV1) }}
---
{{ include "common.v1.kinds.rolebinding" (dict "root" $ "object" $role "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
