{{/*
Prints the annotations that make a task a hook of Helm, and of Argo CD where that deploys it; nothing when it is none.

Usage: {{ include "common.v1.lib.task.hook" (dict "object" $task "owner" .object) }}
Params:
  object - map - required - the task
  owner - map - required - the service it acts for
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.task.hook" -}}
{{- with .object.hook -}}
{{- if .events -}}
helm.sh/hook: {{ join "," .events | quote }}
helm.sh/hook-weight: {{ .weight | int | quote }}
helm.sh/hook-delete-policy: {{ join "," .deletePolicy | quote }}
{{- with include "common.v1.lib.argocd.hook" $ }}
{{ . }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
