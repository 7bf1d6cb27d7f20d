{{/*
Prints how all databases of MySQL are read from $file.

Usage: {{ include "common.v1.lib.backup.restore.mysql" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.restore.mysql" -}}
export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-}"
mysql --host "$HOST" --port "$PORT" --user root < "$file"
{{- end -}}
