{{/*
Lists the dependencies that are switched off although the service needs them.

Usage: {{ include "common.v1.lib.presence.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.presence.validate" -}}
{{- $object := .object -}}
{{- range $name := .object.absent }}
- {{ $object.workload | eq "statefulset" | ternary "StatefulSet" "Deployment" }} {{ $object.fullname | quote }}: dependsOn has {{ $name | quote }}, which is switched off; set {{ $name }}.enabled to true, dependsOn.{{ $name }}.optional to true, {{ $object.name }}.enabled to false, or global.partial to true when another release runs it
{{- end -}}
{{- end -}}
