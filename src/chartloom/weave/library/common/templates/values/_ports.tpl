{{/*
Adds the list of ports to the service: the main port first, then extraPorts, each with name, port, targetPort and protocol.

Usage: {{ include "common.v1.values.ports" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values; changed
Returns: nothing
*/}}
{{- define "common.v1.values.ports" -}}
{{- $ports := list -}}
{{- with .object.service -}}
{{- if .port -}}
{{- $ports = append $ports (dict "name" .portName "port" .port "targetPort" (.targetPort | default .port) "protocol" .protocol) -}}
{{- end -}}
{{- end -}}
{{- range .object.extraPorts -}}
{{- $ports = append $ports (dict "name" .name "port" .port "targetPort" (.targetPort | default .port) "protocol" (.protocol | default "TCP")) -}}
{{- end -}}
{{- $_ := set .object "ports" $ports -}}
{{- end -}}
