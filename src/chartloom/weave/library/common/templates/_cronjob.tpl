{{/*
Renders the CronJobs of the service; prints nothing when there are none.

Usage: {{ include "common.v1.cronjob" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.cronjob" -}}
{{- include "common.v1.values.init" . -}}
{{- $printed := false -}}
{{- range .commonV1.tasks -}}
{{- if eq .sort "cronjob" -}}
{{- if $printed }}
---
{{ end -}}
{{- $printed = true -}}
{{- include "common.v1.kinds.cronjob" (dict "root" $ "object" . "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
{{- end -}}
