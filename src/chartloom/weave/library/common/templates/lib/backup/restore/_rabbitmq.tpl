{{/*
Prints how the definitions of RabbitMQ are read from $file.

Usage: {{ include "common.v1.lib.backup.restore.rabbitmq" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.restore.rabbitmq" -}}
rabbitmqadmin --host "$HOST" --port 15672 --username "${RABBITMQ_DEFAULT_USER:-guest}" \
  --password "${RABBITMQ_DEFAULT_PASS:-guest}" import "$file"
{{- end -}}
