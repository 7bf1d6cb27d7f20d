{{/*
Says in which namespace another service of the fleet lives, when it is not the one of the service that asks.

Usage: {{ include "common.v1.lib.names.elsewhere" (dict "object" "mongodb" "owner" .object) }}
Params:
  object - string - required - the name of the other service
  owner - map - required - the service that asks
Returns: string, or nothing
*/}}
{{- define "common.v1.lib.names.elsewhere" -}}
{{- $namespace := get .owner.global.namespaces .object | default .owner.usualNamespace -}}
{{- if ne $namespace .owner.namespace -}}
{{ $namespace }}
{{- end -}}
{{- end -}}
