{{/*
Completes the hosts of an Ingress or an HTTPRoute: each has a name and paths, each path a type, a service, its port as it
was given and as a number. A path to a service that is switched off is left out, and a host that has no other.

Usage: {{ include "common.v1.values.hosts" (dict "root" . "object" $object "block" $object.ingress) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with names and ports
  block - map - required - the part of them that has hosts; changed
Returns: nothing
*/}}
{{- define "common.v1.values.hosts" -}}
{{- $object := .object -}}
{{- $hosts := list -}}
{{- range .block.hosts | default (list dict) -}}
{{- $paths := list -}}
{{- range .paths | default (list dict) -}}
{{- $service := .service | default $object.fullname -}}
{{- $own := eq $service $object.fullname -}}
{{- $port := .port | default (ternary 0 $object.service.portName (hasKey . "service")) -}}
{{- $number := kindIs "string" $port | ternary 0 $port -}}
{{- range $object.ports -}}
{{- if and $own (eq .name (toString $port)) -}}
{{- $number = .port -}}
{{- end -}}
{{- end -}}
{{- if or $own (include "common.v1.lib.presence.has" (dict "object" $service "owner" $object)) -}}
{{- $paths = append $paths (dict "path" (.path | default "/") "pathType" (.pathType | default "Prefix") "service" $service "port" $port "number" $number) -}}
{{- end -}}
{{- end -}}
{{- $host := .host | default "" -}}
{{- if and (not $host) $object.global.domain -}}
{{- $host = printf "%s.%s" $object.fullname $object.global.domain -}}
{{- end -}}
{{- if $paths -}}
{{- $hosts = append $hosts (dict "host" $host "paths" $paths) -}}
{{- end -}}
{{- end -}}
{{- $_ := set .block "hosts" $hosts -}}
{{- end -}}
