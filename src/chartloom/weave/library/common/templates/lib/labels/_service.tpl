{{/*
Prints the two labels that everything acting for the service bears: its pods, and those of its jobs, hooks, tests and
backups. Network policies select by them; Services, budgets and autoscalers select by labels.selector, which only the
pods that serve bear.

Usage: {{ include "common.v1.lib.labels.service" (dict "object" .object.name "owner" .object) }}
Params:
  object - string - required - the name of the service
  owner - map - required - the service whose fleet it is
Returns: YAML map
*/}}
{{- define "common.v1.lib.labels.service" -}}
chartloom.dev/service: {{ .object | quote }}
app.kubernetes.io/instance: {{ .owner.instance | quote }}
{{- end -}}
