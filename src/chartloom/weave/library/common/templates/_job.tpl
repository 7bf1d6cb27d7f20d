{{/*
Renders the Jobs of the service: its hooks (dependency check, migration, seed) and its own; prints nothing when there are none.

Usage: {{ include "common.v1.job" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.job" -}}
{{- include "common.v1.values.init" . -}}
{{- $printed := false -}}
{{- range .commonV1.tasks -}}
{{- if eq .sort "job" -}}
{{- if $printed }}
---
{{ end -}}
{{- $printed = true -}}
{{- include "common.v1.kinds.job" (dict "root" $ "object" . "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
{{- end -}}
