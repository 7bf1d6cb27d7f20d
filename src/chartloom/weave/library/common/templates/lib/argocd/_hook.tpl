{{/*
Prints the annotations that give a hook its place in a sync of Argo CD, if Helm runs it before an installation or an
upgrade. Argo CD knows neither: left alone it would run them in PreSync, before there is an account, a setting or a policy.

Usage: {{ include "common.v1.lib.argocd.hook" (dict "object" $task "owner" .commonV1) }}
Params:
  object - map - required - the task, complete
  owner - map - required - the service that it acts for
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.argocd.hook" -}}
{{- if and .owner.global.argocd.enabled (include "common.v1.lib.argocd.early" .) -}}
argocd.argoproj.io/hook: {{ eq .owner.workload "deployment" | ternary "Sync" "PostSync" }}
argocd.argoproj.io/sync-wave: {{ include "common.v1.lib.argocd.steps" (dict "owner" .owner "from" .object.hook.weight) | int | sub 0 | quote }}
{{- end -}}
{{- end -}}
