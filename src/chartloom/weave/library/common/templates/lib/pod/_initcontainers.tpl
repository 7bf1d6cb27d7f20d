{{/*
Prints the init containers: native sidecars, one that waits for each dependency, in order of names, then a migration, then those given.

Usage: {{ include "common.v1.lib.pod.initcontainers" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.pod.initcontainers" -}}
{{- $object := .object -}}
{{- include "common.v1.lib.pod.sidecars" (dict "root" .root "object" .object "native" true) -}}
{{- if .object.waitFor.enabled -}}
{{- range $name, $dependency := .object.dependsOn }}
{{ include "common.v1.lib.container.wait" (dict "object" $dependency "name" $name "owner" $object) }}
{{- end -}}
{{- end -}}
{{- range .object.tasks }}
{{- if eq .sort "init" }}
{{ include "common.v1.lib.container.main" (dict "root" $.root "object" .pod) }}
{{- end }}
{{- end -}}
{{- with .object.initContainers }}
{{ include "common.v1.lib.container.given" (dict "object" . "owner" $object) | trim }}
{{- end -}}
{{- end -}}
