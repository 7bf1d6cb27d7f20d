{{/*
Prints the labels of a pod that acts for the service but does not serve: of a job, a hook, a test, a backup. Its name
has a dot, which no service's has: no Service leads to it and no workload counts it; the network policies know it all
the same.

Usage: {{ include "common.v1.lib.labels.task" (dict "object" "migrate" "component" "migration" "owner" .object) }}
Params:
  object - string - required - the name of the task
  component - string - required - what sort of task it is
  owner - map - required - the service it acts for
Returns: YAML map
*/}}
{{- define "common.v1.lib.labels.task" -}}
app.kubernetes.io/name: {{ include "common.v1.lib.names.cut" (dict "object" (printf "%s.%s" .owner.name .object) "suffix" "") | quote }}
{{ include "common.v1.lib.labels.service" (dict "object" .owner.name "owner" .owner) }}
app.kubernetes.io/component: {{ .component | quote }}
app.kubernetes.io/part-of: {{ .owner.instance | quote }}
{{- end -}}
