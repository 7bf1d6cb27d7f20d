{{/*
Prints how the data of Redis is put into the claim of its first pod, which must not run meanwhile.

Usage: {{ include "common.v1.lib.backup.restore.redis" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.restore.redis" -}}
if redis-cli -h "$HOST" -p "$PORT" ping; then
  echo "scale it to 0 first: a running Redis would overwrite the file" >&2
  exit 1
fi
cp "$file" {{ .object.persistence.mountPath }}/dump.rdb
{{- end -}}
