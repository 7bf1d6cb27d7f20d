{{/*
Renders the pods that `helm test` runs: the service answers, its API is healthy, what it depends on can be reached.

Usage: {{ include "common.v1.tests" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML documents, or nothing
*/}}
{{- define "common.v1.tests" -}}
{{- include "common.v1.values.init" . -}}
{{- range $index, $test := .commonV1.testPods -}}
{{- if $index }}
---
{{ end -}}
{{- include "common.v1.kinds.test" (dict "root" $ "object" $test "owner" $.commonV1) -}}
{{- end -}}
{{- end -}}
