{{/*
Prints the three probes; one that is switched off or has no handler is left out.

Usage: {{ include "common.v1.lib.container.probes" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.container.probes" -}}
{{- $port := .object.service.portName -}}
{{- range $name, $probe := .object.probes }}
{{- if and $probe $probe.enabled (pick $probe "httpGet" "tcpSocket" "exec" "grpc") }}
{{ $name }}Probe:
  {{- range $handler := list "httpGet" "tcpSocket" }}
  {{- if hasKey $probe $handler }}
  {{ $handler }}:
    {{- merge (dict) (get $probe $handler) (dict "port" $port) | toYaml | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with omit $probe "enabled" "httpGet" "tcpSocket" }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end -}}
{{- end -}}
