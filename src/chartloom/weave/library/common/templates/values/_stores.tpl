{{/*
Leaves in global.externalServices every store that the library does not run: those that lie outside the cluster, unless
they are switched off, and those that a third-party chart runs, which have labels. Keeps in the list "twice" what is both.

Usage: {{ include "common.v1.values.stores" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values; changed
Returns: nothing
*/}}
{{- define "common.v1.values.stores" -}}
{{- $found := dict -}}
{{- $twice := list -}}
{{- range $name, $store := .object.global.externalServices -}}
{{- if dig "enabled" true $store -}}
{{- $_ := set $found $name $store -}}
{{- end -}}
{{- end -}}
{{- range $name, $store := .object.global.chartServices -}}
{{- if and $store.enabled (hasKey $found $name) -}}
{{- $twice = append $twice $name -}}
{{- else if $store.enabled -}}
{{- $_ := set $found $name $store -}}
{{- end -}}
{{- end -}}
{{- $_ := set .object.global "externalServices" $found -}}
{{- $_ := set .object "twice" $twice -}}
{{- end -}}
