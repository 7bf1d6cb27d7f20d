{{/*
Prints how the definitions of RabbitMQ (queues, exchanges, users; not messages) are written to $part.

Usage: {{ include "common.v1.lib.backup.dump.rabbitmq" . }}
Params:
  object - map - required - the service
Returns: lines of a shell script
*/}}
{{- define "common.v1.lib.backup.dump.rabbitmq" -}}
rabbitmqadmin --host "$HOST" --port 15672 --username "${RABBITMQ_DEFAULT_USER:-guest}" \
  --password "${RABBITMQ_DEFAULT_PASS:-guest}" export "$part"
{{- end -}}
