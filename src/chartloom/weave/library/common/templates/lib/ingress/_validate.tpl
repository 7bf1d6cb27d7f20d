{{/*
Lists the mistakes of the Ingress.

Usage: {{ include "common.v1.lib.ingress.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.ingress.validate" -}}
{{- if include "common.v1.lib.ingress.enabled" . -}}
{{- $head := printf "- Ingress %q:" .object.fullname -}}
{{- $object := .object -}}
{{- range $index, $host := .object.ingress.hosts -}}
{{- if not .host }}
{{ $head }} ingress.hosts[{{ $index }}].host and global.domain are empty; set one
{{- end -}}
{{- range $place, $path := .paths -}}
{{- $own := eq .service $object.fullname -}}
{{- if and $own (not (and $object.service.enabled $object.ports)) }}
{{ $head }} ingress.hosts[{{ $index }}].paths[{{ $place }}] leads to a service that is switched off; set service.enabled to true and service.port
{{- else if and (not $own) (not .port) }}
{{ $head }} ingress.hosts[{{ $index }}].paths[{{ $place }}].service is {{ .service | quote }} but its port is not given; set ingress.hosts[{{ $index }}].paths[{{ $place }}].port
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
