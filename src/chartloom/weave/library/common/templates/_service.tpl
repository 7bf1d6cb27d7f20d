{{/*
Renders the Services of the service: its own, the headless one, one per alias; for a store outside the cluster
the same names as pointers to its host. Prints nothing when they are switched off.

Usage: {{ include "common.v1.service" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.service" -}}
{{- include "common.v1.values.init" . -}}
{{- range $index, $service := .commonV1.services -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.service" (dict "root" $ "object" $service "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
