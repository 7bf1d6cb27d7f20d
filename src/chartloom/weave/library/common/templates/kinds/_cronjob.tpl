{{/*
Prints the CronJob of one task.

Usage: {{ include "common.v1.kinds.cronjob" (dict "root" . "object" $task "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the task, as values.task makes it
  owner - map - required - the service it acts for
Returns: YAML document
*/}}
{{- define "common.v1.kinds.cronjob" -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "common.v1.lib.task.name" (dict "object" .object "owner" .owner "suffix" "") | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
spec:
  schedule: {{ .object.schedule | quote }}
  {{- with .object.timeZone }}
  timeZone: {{ . | quote }}
  {{- end }}
  concurrencyPolicy: {{ .object.concurrencyPolicy }}
  suspend: {{ .object.suspend }}
  {{- with .object.startingDeadlineSeconds }}
  startingDeadlineSeconds: {{ . | int }}
  {{- end }}
  successfulJobsHistoryLimit: {{ .object.successfulJobsHistoryLimit | int }}
  failedJobsHistoryLimit: {{ .object.failedJobsHistoryLimit | int }}
  jobTemplate:
    metadata:
      labels:
        {{- include "common.v1.lib.labels.task" (dict "object" .object.name "component" .object.component "owner" .owner) | nindent 8 }}
    spec:
      {{- include "common.v1.lib.task.job" . | nindent 6 }}
{{- end -}}
