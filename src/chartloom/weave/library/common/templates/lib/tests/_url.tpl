{{/*
Says at which address the API tells its health: tests.api.path, or the path of the readiness or liveness probe.

Usage: {{ include "common.v1.lib.tests.url" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, with names and ports
Returns: string, or nothing
*/}}
{{- define "common.v1.lib.tests.url" -}}
{{- $object := .object -}}
{{- with .object.tests.api -}}
{{- $probe := dig "readiness" "httpGet" (dig "liveness" "httpGet" dict $object.probes) $object.probes -}}
{{- $path := .path | default $probe.path -}}
{{- $wanted := toString ($probe.port | default $object.service.portName) -}}
{{- $port := $object.service.port -}}
{{- range $object.ports -}}
{{- if has $wanted (list .name (.targetPort | int | toString)) -}}
{{- $port = .port -}}
{{- end -}}
{{- end -}}
{{- if and .enabled $path $object.service.enabled $port -}}
{{ $probe.scheme | default "http" | lower }}://{{ $object.fullname }}:{{ int $port }}{{ $path }}
{{- end -}}
{{- end -}}
{{- end -}}
