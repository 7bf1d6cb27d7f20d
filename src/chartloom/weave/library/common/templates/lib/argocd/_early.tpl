{{/*
Says whether a task is a hook that Helm runs before something of the release is there.

Usage: {{ if include "common.v1.lib.argocd.early" (dict "object" $task) }}
Params:
  object - map - required - the task, complete
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.argocd.early" -}}
{{- if or (has "pre-install" .object.hook.events) (has "pre-upgrade" .object.hook.events) -}}
true
{{- end -}}
{{- end -}}
