{{/*
Adds every name of the service to it: name, fullname, instance, headlessName, configName, serviceAccountName, and the
namespaces: its own, and the one of services that global.namespaces does not list.
None starts with the release's name: callers reach a service under the same name alone and under an umbrella.

Usage: {{ include "common.v1.values.names" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values; changed
Returns: nothing
*/}}
{{- define "common.v1.values.names" -}}
{{- $object := .object -}}
{{- $name := include "common.v1.lib.names.cut" (dict "object" ($object.nameOverride | default .root.Chart.Name) "suffix" "") -}}
{{- $fullname := include "common.v1.lib.names.cut" (dict "object" ($object.fullnameOverride | default $name) "suffix" "") -}}
{{- $instance := coalesce $object.global.partOf $object.partOf .root.Release.Name -}}
{{- $account := $object.serviceAccount.create | ternary $fullname "default" -}}
{{- $_ := set $object "name" $name -}}
{{- $_ := set $object "fullname" $fullname -}}
{{- $_ := set $object "instance" (include "common.v1.lib.names.cut" (dict "object" $instance "suffix" "")) -}}
{{- $_ := set $object "headlessName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-headless")) -}}
{{- $_ := set $object "configName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-config")) -}}
{{- $_ := set $object "usualNamespace" ($object.global.namespace | default .root.Release.Namespace) -}}
{{- $_ := set $object "namespace" (get $object.global.namespaces $name | default $object.usualNamespace) -}}
{{- $_ := set $object "dataName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-data")) -}}
{{- $_ := set $object "backupName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-backup")) -}}
{{- $_ := set $object "filesName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-files")) -}}
{{- $_ := set $object "limitName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-rate-limit")) -}}
{{- $_ := set $object "secretName" (include "common.v1.lib.names.cut" (dict "object" $fullname "suffix" "-secret")) -}}
{{- $_ := set $object "serviceAccountName" ($object.serviceAccount.name | default $account) -}}
{{- end -}}
