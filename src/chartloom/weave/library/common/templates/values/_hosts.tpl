{{/*
Completes the Ingress: each host has a name and paths, each path a type, a service and a port, each certificate its hosts.

Usage: {{ include "common.v1.values.hosts" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values; changed
Returns: nothing
*/}}
{{- define "common.v1.values.hosts" -}}
{{- $object := .object -}}
{{- if $object.ingress.enabled -}}
{{- $hosts := list -}}
{{- $names := list -}}
{{- range $object.ingress.hosts | default (list dict) -}}
{{- $paths := list -}}
{{- range .paths | default (list dict) -}}
{{- $port := .port | default (ternary 0 $object.service.portName (hasKey . "service")) -}}
{{- $paths = append $paths (dict "path" (.path | default "/") "pathType" (.pathType | default "Prefix") "service" (.service | default $object.fullname) "port" $port) -}}
{{- end -}}
{{- $host := .host -}}
{{- if and (not $host) $object.global.domain -}}
{{- $host = printf "%s.%s" $object.fullname $object.global.domain -}}
{{- end -}}
{{- $names = append $names $host -}}
{{- $hosts = append $hosts (dict "host" $host "paths" $paths) -}}
{{- end -}}
{{- $certificates := list -}}
{{- range $object.ingress.tls -}}
{{- $certificates = append $certificates (dict "secretName" .secretName "hosts" (.hosts | default $names)) -}}
{{- end -}}
{{- $_ := set $object.ingress "hosts" $hosts -}}
{{- $_ := set $object.ingress "tls" $certificates -}}
{{- end -}}
{{- end -}}
