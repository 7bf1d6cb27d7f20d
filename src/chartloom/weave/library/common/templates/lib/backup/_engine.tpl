{{/*
Says what is backed up: backup.engine, else the technology of the service; nothing when neither is known here.

Usage: {{ include "common.v1.lib.backup.engine" . }}
Params:
  object - map - required - the service
Returns: string, or nothing
*/}}
{{- define "common.v1.lib.backup.engine" -}}
{{- $engine := .object.backup.engine | default .object.technology -}}
{{- if has $engine (list "mongodb" "mysql" "postgresql" "rabbitmq" "redis") -}}
{{ $engine }}
{{- end -}}
{{- end -}}
