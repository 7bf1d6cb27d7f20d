{{/*
Prints how all databases of MySQL are written to $part.

Usage: {{ include "common.v1.lib.backup.dump.mysql" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.dump.mysql" -}}
export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-}"
mysqldump --host "$HOST" --port "$PORT" --user root --all-databases --single-transaction \
  --routines --triggers --events --result-file "$part"
{{- end -}}
