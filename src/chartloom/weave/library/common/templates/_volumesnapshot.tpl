{{/*
Renders the VolumeSnapshots that were asked for, one of each pod's claim; prints nothing when there are none.

Usage: {{ include "common.v1.volumesnapshot" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.volumesnapshot" -}}
{{- include "common.v1.values.init" . -}}
{{- $printed := false -}}
{{- range $name := .commonV1.external | empty | ternary .commonV1.backup.snapshots list -}}
{{- range $pod := until (int $.commonV1.replicaCount) -}}
{{- if $printed }}
---
{{ end -}}
{{- $printed = true -}}
{{- include "common.v1.kinds.volumesnapshot" (dict "root" $ "object" $name "pod" $pod "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
{{- end -}}
