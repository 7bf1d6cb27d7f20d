{{/*
Renders the PersistentVolumeClaims that the chart makes itself: the data of a deployment, the dumps of a backup; prints
nothing when there are none.

Usage: {{ include "common.v1.pvc" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.pvc" -}}
{{- include "common.v1.values.init" . -}}
{{- range $index, $claim := .commonV1.claims -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.pvc" (dict "root" $ "object" $claim "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
