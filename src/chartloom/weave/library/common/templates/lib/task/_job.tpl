{{/*
Prints the spec of the Job of a task.

Usage: {{ include "common.v1.lib.task.job" (dict "root" . "object" $task "owner" .object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the task, as values.task makes it
  owner - map - required - the service it acts for
Returns: YAML map
*/}}
{{- define "common.v1.lib.task.job" -}}
backoffLimit: {{ .object.backoffLimit | int }}
{{- with .object.activeDeadlineSeconds }}
activeDeadlineSeconds: {{ . | int }}
{{- end }}
{{- range $key := list "parallelism" "completions" "ttlSecondsAfterFinished" }}
{{- if hasKey $.object $key }}
{{ $key }}: {{ get $.object $key | int }}
{{- end }}
{{- end }}
template:
  metadata:
    {{- with .object.podAnnotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    labels:
      {{- include "common.v1.lib.labels.task" (dict "object" .object.name "component" .object.component "owner" .owner) | nindent 6 }}
  spec:
    {{- include "common.v1.lib.pod.spec" (dict "root" .root "object" .object.pod) | nindent 4 }}
{{- end -}}
