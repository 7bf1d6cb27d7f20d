{{/*
Adds the ConfigMaps of the service: envSources (those whose keys are settings, by name and data: what is shared first,
so that the service's own wins) and configMaps (those that this chart makes, by name and data). Under an umbrella the
shared ones are made by the umbrella, once for all; a chart that is installed alone makes its own.

Usage: {{ include "common.v1.values.configmaps" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values with names and settings; changed
Returns: nothing
*/}}
{{- define "common.v1.values.configmaps" -}}
{{- $object := .object -}}
{{- $alone := .root.Chart.IsRoot -}}
{{- $sources := list -}}
{{- range $group := $object.sharedConfig -}}
{{- $data := include "common.v1.lib.configmap.data" (dict "object" (get $object.global.sharedConfig $group | default dict)) | trim -}}
{{- $sources = append $sources (dict "name" (printf "%s-shared-%s" ($alone | ternary $object.fullname $object.instance) $group) "data" $data) -}}
{{- end -}}
{{- $made := $alone | ternary $sources list -}}
{{- with $object.settings -}}
{{- $own := dict "name" $object.configName "data" . -}}
{{- $sources = append $sources $own -}}
{{- $made = append $made $own -}}
{{- end -}}
{{- $files := dict -}}
{{- range $path, $content := $object.configFiles -}}
{{- $_ := set $files (include "common.v1.lib.names.file" (dict "object" $path)) $content -}}
{{- end -}}
{{- if $files -}}
{{- $made = append $made (dict "name" $object.filesName "data" (toYaml $files)) -}}
{{- end -}}
{{- $_ := set $object "envSources" $sources -}}
{{- $_ := set $object "configMaps" (empty $object.external | ternary $made list) -}}
{{- end -}}
