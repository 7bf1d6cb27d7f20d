{{/*
Adds the list of ports that are reached from outside: those that paths lead to, or the main one.

Usage: {{ include "common.v1.values.entered" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with ports and complete hosts; changed
Returns: nothing
*/}}
{{- define "common.v1.values.entered" -}}
{{- $object := .object -}}
{{- $numbers := list -}}
{{- range concat $object.ingress.hosts $object.httpRoute.hosts -}}
{{- range .paths -}}
{{- if eq .service $object.fullname -}}
{{- $numbers = append $numbers (int .number) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $ports := list -}}
{{- range $object.ports -}}
{{- if has (int .port) $numbers -}}
{{- $ports = append $ports . -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "enteredPorts" ($ports | default (slice $object.ports 0 (min 1 (len $object.ports)))) -}}
{{- end -}}
