{{/*
Renders what a fleet has once, in the umbrella: its namespaces and, in each of them, the policy that denies everything by
default. An umbrella that depends on this library says under `common.fleet` what it wants.

Usage: {{ include "common.v1.fleet" . }}
Params:
  . - map - required - the root context of the umbrella
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.fleet" -}}
{{- include "common.v1.values.fleet" . -}}
{{- range $index, $object := .commonV1Fleet -}}
{{- if $index }}
---
{{ end -}}
{{- include (print "common.v1.kinds." .kind) (dict "root" $ "object" $object) -}}
{{- end -}}
{{- end -}}
