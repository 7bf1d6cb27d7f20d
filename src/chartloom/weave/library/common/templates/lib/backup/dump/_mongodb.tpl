{{/*
Prints how all databases of MongoDB are written to $part.

Usage: {{ include "common.v1.lib.backup.dump.mongodb" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.dump.mongodb" -}}
set --
if [ -n "${MONGO_INITDB_ROOT_PASSWORD:-}" ]; then
  set -- --username "$MONGO_INITDB_ROOT_USERNAME" --password "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin
fi
mongodump --host "$HOST" --port "$PORT" "$@" --gzip --archive="$part"
{{- end -}}
