{{/*
Lists the mistakes of backups and snapshots.

Usage: {{ include "common.v1.lib.backup.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.backup.validate" -}}
{{- $head := printf "- Backup %q:" .object.fullname -}}
{{- with .object.backup -}}
{{- if and .enabled (not (include "common.v1.lib.backup.engine" $)) }}
{{ $head }} backup.enabled is true but what to dump is not known; set backup.engine to mongodb, mysql, postgresql, rabbitmq or redis
{{- end -}}
{{- if and .enabled (not $.object.service.port) }}
{{ $head }} backup.enabled is true but service.port is 0; set service.port
{{- end -}}
{{- if and .snapshots (not (and (eq $.object.workload "statefulset") $.object.persistence.enabled)) }}
{{ $head }} backup.snapshots has {{ first .snapshots | quote }} but there are no claims of a statefulset; set workload to statefulset and persistence.enabled to true
{{- end -}}
{{- end -}}
{{- end -}}
