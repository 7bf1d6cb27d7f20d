{{/*
Prints the annotations that make a task a hook of Helm; nothing when it is none.

Usage: {{ include "common.v1.lib.task.hook" (dict "object" $task) }}
Params:
  object - map - required - the task
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.task.hook" -}}
{{- with .object.hook -}}
{{- if .events -}}
helm.sh/hook: {{ join "," .events | quote }}
helm.sh/hook-weight: {{ .weight | int | quote }}
helm.sh/hook-delete-policy: {{ join "," .deletePolicy | quote }}
{{- end -}}
{{- end -}}
{{- end -}}
