{{/*
Lists the mistakes of the container: its image, environment and probes.

Usage: {{ include "common.v1.lib.container.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.container.validate" -}}
{{- $head := printf "- Container %q:" .object.name -}}
{{- if not .object.image.repository }}
{{ $head }} image.repository is empty; set it
{{- end -}}
{{- if not (or .object.image.tag .object.image.digest) }}
{{ $head }} image.tag is empty and the chart has no appVersion; set image.tag
{{- end -}}
{{- $object := .object -}}
{{- $env := .object.env -}}
{{- range $name, $source := .object.secretEnv -}}
{{- if hasKey $env $name }}
{{ $head }} env.{{ $name }} and secretEnv.{{ $name }} set the same variable; remove one
{{- end -}}
{{- end -}}
{{- range $name, $probe := .object.probes -}}
{{- if and $probe $probe.enabled -}}
{{- $handlers := pick $probe "httpGet" "tcpSocket" "exec" "grpc" -}}
{{- if gt (len $handlers) 1 }}
{{ $head }} probes.{{ $name }} has {{ keys $handlers | sortAlpha | join " and " }}; keep one
{{- else if and (not $handlers) (omit $probe "enabled") }}
{{ $head }} probes.{{ $name }} has {{ omit $probe "enabled" | keys | sortAlpha | join " and " }} but nothing to probe; set httpGet, tcpSocket, exec or grpc
{{- end -}}
{{- range $handler := list "httpGet" "tcpSocket" -}}
{{- if and (hasKey $probe $handler) (not $object.service.port) (not (get $probe $handler).port) }}
{{ $head }} probes.{{ $name }}.{{ $handler }} names no port and service.port is 0; set probes.{{ $name }}.{{ $handler }}.port
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
