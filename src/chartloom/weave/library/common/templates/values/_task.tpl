{{/*
Completes a task: what it says lies over taskDefaults, and its pod is the service's, without everything that serves:
ports, probes, sidecars, data.

Usage: {{ include "common.v1.values.task" (dict "object" $task "owner" $object) }}
Params:
  object - map - required - the task: key, name, given, component; changed
  owner - map - required - the merged values of the service
Returns: nothing
*/}}
{{- define "common.v1.values.task" -}}
{{- $owner := .owner -}}
{{- $task := mergeOverwrite .object (deepCopy $owner.taskDefaults) (deepCopy .object.given) -}}
{{- $_ := set $task "sort" ($task.sort | default $task.mode) -}}
{{- if eq $task.sort "init" -}}
{{- $_ := set $task.hook "events" list -}}
{{- end -}}
{{- $pod := deepCopy (omit $owner "jobs" "cronJobs" "probes" "lifecycle") -}}
{{- range $key := list "ports" "sidecars" "initContainers" "topologySpreadConstraints" -}}
{{- $_ := set $pod $key list -}}
{{- end -}}
{{- $_ := set $pod "probes" dict -}}
{{- $_ := set $pod "persistence" (dict "mountPath" "") -}}
{{- range $key := list "name" "command" "args" "restartPolicy" -}}
{{- $_ := set $pod $key (get $task $key) -}}
{{- end -}}
{{- $_ := mergeOverwrite $pod.scheduling (dict "antiAffinity" "" "spreadNodes" "" "spreadZones" "") -}}
{{- $_ := set $pod.logShipper "enabled" false -}}
{{- range $key := list "extraVolumes" "extraVolumeMounts" -}}
{{- $_ := set $pod $key (concat (get $owner $key) (get $task $key)) -}}
{{- end -}}
{{- $_ := set $pod "resources" ($task.resources | default $owner.resources) -}}
{{- $_ := set $pod "writablePaths" (concat $owner.writablePaths $task.writablePaths | uniq) -}}
{{- $_ := set $pod.waitFor "enabled" (and $task.waitFor (or $owner.waitFor.enabled (eq $task.key "dependencyCheck"))) -}}
{{- if $task.image.repository -}}
{{- $_ := set $pod "image" (merge $task.image (dict "registry" "" "tag" "" "digest" "" "pullPolicy" $owner.image.pullPolicy)) -}}
{{- else -}}
{{- $_ := set $pod "image" (mergeOverwrite $pod.image $task.image) -}}
{{- end -}}
{{- $_ := set $task "pod" $pod -}}
{{- include "common.v1.values.taskenvironment" (dict "object" $task "owner" $owner) -}}
{{- end -}}
