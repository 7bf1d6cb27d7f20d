{{/*
Prints how all databases of PostgreSQL are written to $part.

Usage: {{ include "common.v1.lib.backup.dump.postgresql" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.dump.postgresql" -}}
export PGPASSWORD="${POSTGRES_PASSWORD:-}"
pg_dumpall --host "$HOST" --port "$PORT" --username "${POSTGRES_USER:-postgres}" --clean --if-exists --file "$part"
{{- end -}}
