{{/*
Adds the list of tasks to the service: its dependency check, migration and seed, then its jobs,
cronJobs and backups. Each has
key, name, sort (cronjob, init or job) and component, and is completed by values.task. A store outside the cluster has
none.

Usage: {{ include "common.v1.values.tasks" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with everything else that values.init adds; changed
Returns: nothing
*/}}
{{- define "common.v1.values.tasks" -}}
{{- $object := .object -}}
{{- $found := list -}}
{{- range $key, $name := dict "dependencyCheck" "check-dependencies" "migration" "migrate" "seed" "seed" -}}
{{- $given := get $object $key -}}
{{- if $given.enabled -}}
{{- if eq $key "dependencyCheck" -}}
{{- $given = mergeOverwrite (dict "image" (deepCopy $object.waitFor.image)) (deepCopy $given) -}}
{{- end -}}
{{- $found = append $found (dict "key" $key "name" $name "given" $given "component" $name) -}}
{{- end -}}
{{- end -}}
{{- range $name, $given := $object.jobs -}}
{{- $found = append $found (dict "key" (printf "jobs.%s" $name) "name" $name "given" $given "component" "job") -}}
{{- end -}}
{{- range $name, $given := $object.cronJobs -}}
{{- $found = append $found (dict "key" (printf "cronJobs.%s" $name) "name" $name "given" $given "sort" "cronjob" "component" "cronjob") -}}
{{- end -}}
{{- include "common.v1.values.backup" . -}}
{{- $found = concat $found $object.backupTasks -}}
{{- $tasks := list -}}
{{- range $object.external | empty | ternary $found list -}}
{{- if ne (toString .given.enabled) "false" -}}
{{- include "common.v1.values.task" (dict "object" . "owner" $object) -}}
{{- $tasks = append $tasks . -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "tasks" $tasks -}}
{{- end -}}
