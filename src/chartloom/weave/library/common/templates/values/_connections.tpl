{{/*
Adds to env and secretEnv what dependsOn tells of each dependency, under the names of variables that it gives: the
address, the database and the login of whoever runs the dependency here. What env and secretEnv say themselves wins.

Usage: {{ include "common.v1.values.connections" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values with dependsOn and the stores; changed
Returns: nothing
*/}}
{{- define "common.v1.values.connections" -}}
{{- $object := .object -}}
{{- $env := dict -}}
{{- $secretEnv := dict -}}
{{- range $name, $dependency := $object.dependsOn -}}
{{- $store := get $object.global.externalServices $name | default dict -}}
{{- $login := $dependency -}}
{{- if $store.secret -}}
{{- $login = omit $dependency "keys" "secretOptional" -}}
{{- end -}}
{{- $login = mergeOverwrite (deepCopy $login) $store -}}
{{- $keys := $login.keys | default dict -}}
{{- $host := coalesce $store.host $dependency.host (include "common.v1.lib.names.address" (dict "object" $name "owner" $object)) -}}
{{- range $variable, $text := $dependency.env -}}
{{- $key := "" -}}
{{- if eq $text "$(password)" -}}
{{- $key = $keys.password | default "password" -}}
{{- else if eq $text "$(username)" -}}
{{- $key = $keys.username -}}
{{- end -}}
{{- $plain := $text | replace "$(host)" $host | replace "$(port)" ($login.port | int | toString) | replace "$(database)" ($login.database | default "") | replace "$(username)" ($login.username | default "") -}}
{{- if and $key $login.secret -}}
{{- $_ := set $secretEnv $variable (dict "secret" $login.secret "key" $key "optional" ($login.secretOptional | default false)) -}}
{{- else if and $plain (ne $text "$(password)") -}}
{{- $_ := set $env $variable $plain -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "env" (mergeOverwrite $env $object.env) -}}
{{- $_ := set $object "secretEnv" (mergeOverwrite $secretEnv $object.secretEnv) -}}
{{- end -}}
