{{/*
Prints how the data of Redis is written to $part; redis-cli reads REDISCLI_AUTH itself.

Usage: {{ include "common.v1.lib.backup.dump.redis" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.dump.redis" -}}
redis-cli -h "$HOST" -p "$PORT" --rdb "$part"
{{- end -}}
