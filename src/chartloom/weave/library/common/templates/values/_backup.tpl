{{/*
Adds the list of backup tasks to the service: the dump on its schedule, and the restore, which only runs when it is
asked to. Nothing when backup is off or what to dump is not known, which is refused later.

Usage: {{ include "common.v1.values.backup" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values with names; changed
Returns: nothing
*/}}
{{- define "common.v1.values.backup" -}}
{{- $object := .object -}}
{{- $tasks := list -}}
{{- if and $object.backup.enabled (include "common.v1.lib.backup.engine" .) -}}
{{- $dump := include "common.v1.lib.backup.task" (dict "object" $object "script" (include "common.v1.lib.backup.dumpscript" .)) | fromYaml -}}
{{- $_ := set $dump "schedule" $object.backup.schedule -}}
{{- $restore := include "common.v1.lib.backup.task" (dict "object" $object "script" (include "common.v1.lib.backup.restorescript" .)) | fromYaml -}}
{{- $_ := mergeOverwrite $restore (dict "schedule" "@yearly" "suspend" true "backoffLimit" 0) -}}
{{- if and (eq (include "common.v1.lib.backup.engine" .) "redis") $object.persistence.mountPath -}}
{{- $claim := dict "name" "restored" "persistentVolumeClaim" (dict "claimName" (printf "data-%s-0" $object.fullname)) -}}
{{- $_ := set $restore "extraVolumes" (append $restore.extraVolumes $claim) -}}
{{- $_ := set $restore "extraVolumeMounts" (append $restore.extraVolumeMounts (dict "name" "restored" "mountPath" $object.persistence.mountPath)) -}}
{{- end -}}
{{- range $name, $given := dict "backup" $dump "restore" $restore -}}
{{- $tasks = append $tasks (dict "key" "backup" "name" $name "given" (mergeOverwrite $given (deepCopy $object.backup.task)) "sort" "cronjob" "component" $name) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "backupTasks" $tasks -}}
{{- end -}}
