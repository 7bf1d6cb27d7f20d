{{/*
Lists the mistakes of hosts and their paths, for an Ingress and an HTTPRoute alike; only the latter leads to other
namespaces.

Usage: {{ include "common.v1.lib.hosts.validate" (dict "object" $hosts "head" $head "key" "ingress.hosts" "owner" .object) }}
Params:
  object - list - required - the hosts, as values.hosts completes them
  head - string - required - how each line begins
  key - string - required - where the hosts stand in the values
  owner - map - required - the service they belong to
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.hosts.validate" -}}
{{- $owner := .owner -}}
{{- $head := .head -}}
{{- range $index, $host := .object -}}
{{- $place := printf "%s[%d]" $.key $index -}}
{{- if not .host }}
{{ $head }} {{ $place }}.host and global.domain are empty; set one
{{- end -}}
{{- $seen := dict -}}
{{- range $number, $path := .paths -}}
{{- $place = printf "%s[%d].paths[%d]" $.key $index $number -}}
{{- $own := eq .service $owner.fullname -}}
{{- if and $own (not (and $owner.service.enabled $owner.ports)) }}
{{ $head }} {{ $place }} leads to a service that is switched off; set service.enabled to true and service.port
{{- else if and (not $own) (not .port) }}
{{ $head }} {{ $place }}.service is {{ .service | quote }} but its port is not given; set {{ $place }}.port
{{- end -}}
{{- if hasKey $seen .path }}
{{ $head }} {{ $place }}.path is {{ .path }}, which another path of {{ $host.host | quote }} has; remove one of the two
{{- end -}}
{{- $_ := set $seen .path true -}}
{{- with include "common.v1.lib.names.elsewhere" (dict "object" .service "owner" $owner) -}}
{{- if and (not $own) (eq $.key "ingress.hosts") }}
{{ $head }} {{ $place }}.service is {{ $path.service | quote }}, which lives in namespace {{ . }}; let its own chart expose it under that host and path
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
