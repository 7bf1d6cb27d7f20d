{{/*
Drops what is switched off beside this service, where an umbrella says in global.present who takes part: callers, and
dependencies that are optional. A dependency that is needed and absent is kept in the list "absent", and refused later;
one that lies outside the cluster needs nobody here.

Usage: {{ include "common.v1.values.presence" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values; changed
Returns: nothing
*/}}
{{- define "common.v1.values.presence" -}}
{{- $object := .object -}}
{{- $absent := list -}}
{{- $callers := list -}}
{{- $dependencies := dict -}}
{{- range $object.callers -}}
{{- if include "common.v1.lib.presence.has" (dict "object" . "owner" $object) -}}
{{- $callers = append $callers . -}}
{{- end -}}
{{- end -}}
{{- range $name, $dependency := $object.dependsOn -}}
{{- $here := include "common.v1.lib.presence.has" (dict "object" $name "owner" $object) -}}
{{- $store := get $object.global.externalServices $name | default dict -}}
{{- $outside := and $store (not $store.labels) -}}
{{- if or $here $outside (not $dependency.optional) -}}
{{- $dependencies = set $dependencies $name $dependency -}}
{{- end -}}
{{- if not (or $here $outside $dependency.optional) -}}
{{- $absent = append $absent $name -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "callers" $callers -}}
{{- $_ := set $object "dependsOn" $dependencies -}}
{{- $_ := set $object "absent" $absent -}}
{{- end -}}
