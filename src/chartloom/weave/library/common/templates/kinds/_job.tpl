{{/*
Prints the Job of one task. A hook keeps its name, because Helm removes the one before; any other has a hash of its
spec in its name, because the spec of a Job can never be changed.

Usage: {{ include "common.v1.kinds.job" (dict "root" . "object" $task "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the task, as values.task makes it
  owner - map - required - the service it acts for
Returns: YAML document
*/}}
{{- define "common.v1.kinds.job" -}}
{{- $spec := include "common.v1.lib.task.job" . -}}
{{- $hook := include "common.v1.lib.task.hook" . | trim -}}
{{- $suffix := empty $hook | ternary (printf "-%s" (sha256sum $spec | trunc 8)) "" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "common.v1.lib.task.name" (dict "object" .object "owner" .owner "suffix" $suffix) | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with $hook }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  {{- $spec | nindent 2 }}
{{- end -}}
