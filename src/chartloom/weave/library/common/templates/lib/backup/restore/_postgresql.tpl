{{/*
Prints how all databases of PostgreSQL are read from $file.

Usage: {{ include "common.v1.lib.backup.restore.postgresql" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.restore.postgresql" -}}
export PGPASSWORD="${POSTGRES_PASSWORD:-}"
psql --host "$HOST" --port "$PORT" --username "${POSTGRES_USER:-postgres}" --dbname postgres --file "$file"
{{- end -}}
