{{/*
Lists the mistakes of what dependsOn tells of dependencies, and the stores that two would run.

Usage: {{ include "common.v1.lib.connection.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.connection.validate" -}}
{{- $object := .object -}}
{{- $head := printf "- %s %q:" ($object.workload | eq "statefulset" | ternary "StatefulSet" "Deployment") $object.fullname -}}
{{- range $name, $dependency := .object.dependsOn -}}
{{- range $variable, $text := $dependency.env -}}
{{- if and (contains "$(password)" $text) (ne $text "$(password)") }}
{{ $head }} dependsOn.{{ $name }}.env.{{ $variable }} mixes $(password) with other text, which would lie in a ConfigMap; give the password a variable of its own
{{- end -}}
{{- range regexFindAll "\\$\\([^)]*\\)" $text -1 -}}
{{- if not (has . (list "$(host)" "$(port)" "$(database)" "$(username)" "$(password)")) }}
{{ $head }} dependsOn.{{ $name }}.env.{{ $variable }} asks for {{ . }}; set it to $(host), $(port), $(database), $(username) or $(password)
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name := .object.twice -}}
{{- if or (eq $name $object.name) (hasKey $object.dependsOn $name) }}
{{ $head }} {{ $name | quote }} is run by global.externalServices and by global.chartServices; set enabled to false in one of them
{{- end -}}
{{- end -}}
{{- end -}}
