{{/*
Renders the ConfigMaps of the service: its plain settings, its files, and shared settings when the chart is installed
alone; prints nothing when there are none.

Usage: {{ include "common.v1.configmap" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.configmap" -}}
{{- include "common.v1.values.init" . -}}
{{- range $index, $configMap := .commonV1.configMaps -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.configmap" (dict "root" $ "object" $configMap "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
