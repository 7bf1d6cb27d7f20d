{{/*
Makes the name of the object of a task; room is left for what Kubernetes appends.

Usage: {{ include "common.v1.lib.task.name" (dict "object" $task "owner" .object "suffix" "") }}
Params:
  object - map - required - the task
  owner - map - required - the service it acts for
  suffix - string - required - what the name ends with; may be empty
Returns: string
*/}}
{{- define "common.v1.lib.task.name" -}}
{{- $room := eq .object.sort "cronjob" | ternary 52 63 -}}
{{- include "common.v1.lib.names.cut" (dict "object" (printf "%s-%s" .owner.fullname .object.name) "suffix" .suffix "room" $room) -}}
{{- end -}}
