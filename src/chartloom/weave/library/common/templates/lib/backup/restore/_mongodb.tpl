{{/*
Prints how all databases of MongoDB are read from $file.

Usage: {{ include "common.v1.lib.backup.restore.mongodb" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.restore.mongodb" -}}
set --
if [ -n "${MONGO_INITDB_ROOT_PASSWORD:-}" ]; then
  set -- --username "$MONGO_INITDB_ROOT_USERNAME" --password "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin
fi
mongorestore --host "$HOST" --port "$PORT" "$@" --drop --gzip --archive="$file"
{{- end -}}
