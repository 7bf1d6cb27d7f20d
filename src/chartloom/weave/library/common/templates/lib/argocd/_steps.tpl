{{/*
Counts the steps that Argo CD takes before the workload, from a weight on: the different weights of early hooks. None
where they run beside the workload; and none for a statefulset, since what a store runs talks to the store itself.

Usage: {{ include "common.v1.lib.argocd.steps" (dict "owner" .commonV1 "from" $task.hook.weight) | int }}
Params:
  owner - map - required - the service
  from - int - optional - the lowest weight that counts; all do without it
Returns: string, a number
*/}}
{{- define "common.v1.lib.argocd.steps" -}}
{{- $weights := list -}}
{{- if and (eq .owner.workload "deployment") (eq .owner.global.argocd.hooks "before") -}}
{{- range .owner.tasks -}}
{{- if and (include "common.v1.lib.argocd.early" (dict "object" .)) (or (not (hasKey $ "from")) (ge (int .hook.weight) (int $.from))) -}}
{{- $weights = append $weights (int .hook.weight) | uniq -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- len $weights -}}
{{- end -}}
