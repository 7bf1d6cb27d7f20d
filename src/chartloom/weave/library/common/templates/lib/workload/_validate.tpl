{{/*
Lists the mistakes of the workload: its strategy and its storage.

Usage: {{ include "common.v1.lib.workload.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.workload.validate" -}}
{{- $kind := .object.workload | eq "statefulset" | ternary "StatefulSet" "Deployment" -}}
{{- $head := printf "- %s %q:" $kind .object.fullname -}}
{{- $type := .object.strategy.type -}}
{{- $foreign := ternary "Recreate" "OnDelete" (eq $kind "StatefulSet") -}}
{{- if eq $type $foreign }}
{{ $head }} strategy.type is {{ $type | quote }}, unknown to a {{ $kind }}; set it to RollingUpdate or {{ ternary "OnDelete" "Recreate" (eq $kind "StatefulSet") }}
{{- end -}}
{{- if and (eq $kind "Deployment") (eq $type "RollingUpdate") (regexMatch "^0%?$" (toString .object.strategy.maxSurge)) (regexMatch "^0%?$" (toString .object.strategy.maxUnavailable)) }}
{{ $head }} strategy.maxSurge and strategy.maxUnavailable are both 0, so that no pod could ever be replaced; set one to 1
{{- end -}}
{{- if and (eq $kind "StatefulSet") (gt (len .object.fullname) 52) }}
{{ $head }} its name has {{ len .object.fullname }} characters, more than the 52 that its pods can bear; set fullnameOverride
{{- end -}}
{{- if and (eq $kind "Deployment") .object.persistence.enabled (not (has "ReadWriteMany" .object.persistence.accessModes)) (not (and (eq $type "Recreate") (le (int .object.replicaCount) 1) (not .object.autoscaling.enabled))) }}
{{ $head }} persistence.enabled is true but workload is "deployment", whose pods would share one claim; set workload to statefulset, accessModes to [ReadWriteMany], or replicaCount to 1 and strategy.type to Recreate
{{- end -}}
{{- if and .object.persistence.enabled (not .object.persistence.mountPath) }}
{{ $head }} persistence.enabled is true but persistence.mountPath is empty; set it to the folder of the data
{{- end -}}
{{- $seen := dict -}}
{{- range .object.writablePaths -}}
{{- $volume := include "common.v1.lib.names.volume" (dict "object" .) -}}
{{- if hasKey $seen $volume }}
{{ $head }} writablePaths has {{ . | quote }}, too like another one; both would be the volume {{ $volume | quote }}; give it by extraVolumes
{{- end -}}
{{- $_ := set $seen $volume true -}}
{{- if eq . $.object.persistence.mountPath }}
{{ $head }} writablePaths has {{ . | quote }}, which is persistence.mountPath; remove it from writablePaths
{{- end -}}
{{- end -}}
{{- end -}}
