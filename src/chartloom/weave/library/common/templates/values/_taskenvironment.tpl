{{/*
Gives the pod of a task its environment: the service's, and over it what the task says itself. A hook runs before the
ConfigMap of the new release is there, so it has the settings in itself; one that runs before the installation has no
ServiceAccount yet either.

Usage: {{ include "common.v1.values.taskenvironment" (dict "object" $task "owner" $object) }}
Params:
  object - map - required - the task, with its pod; changed
  owner - map - required - the merged values of the service
Returns: nothing
*/}}
{{- define "common.v1.values.taskenvironment" -}}
{{- $task := .object -}}
{{- $own := include "common.v1.lib.configmap.data" (dict "object" $task.env) | fromYaml -}}
{{- $inline := dict -}}
{{- if not $task.inheritEnv -}}
{{- $_ := mergeOverwrite $task.pod (dict "envSources" list "secretSettings" "" "existingSecret" "" "extraEnvFrom" list) -}}
{{- else if $task.hook.events -}}
{{- range .owner.envSources -}}
{{- $inline = mergeOverwrite $inline (fromYaml .data) -}}
{{- end -}}
{{- range $name, $source := $task.secretEnv -}}
{{- $_ := unset $inline $name -}}
{{- end -}}
{{- $_ := set $task.pod "envSources" list -}}
{{- end -}}
{{- $_ := set $task.pod "inlineEnv" (mergeOverwrite $inline $own) -}}
{{- $secrets := deepCopy $task.secretEnv -}}
{{- range $name, $source := $task.inheritEnv | ternary .owner.secretEnv dict -}}
{{- if not (or (hasKey $secrets $name) (hasKey $own $name)) -}}
{{- $_ := set $secrets $name $source -}}
{{- end -}}
{{- end -}}
{{- $_ := set $task.pod "secretEnv" $secrets -}}
{{- if has "pre-install" $task.hook.events -}}
{{- $_ := set $task.pod "serviceAccountName" (.owner.serviceAccount.create | ternary "default" .owner.serviceAccountName) -}}
{{- end -}}
{{- end -}}
