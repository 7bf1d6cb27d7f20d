{{/*
Lists the mistakes of settings and files: shared settings that nobody has, a file in place of another.

Usage: {{ include "common.v1.lib.configmap.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.configmap.validate" -}}
{{- $object := .object -}}
{{- range .object.sharedConfig -}}
{{- if not (hasKey $object.global.sharedConfig .) }}
- ConfigMap {{ $object.configName | quote }}: sharedConfig has {{ . | quote }}, but global.sharedConfig has {{ keys $object.global.sharedConfig | sortAlpha | join ", " | default "nothing" }}; set global.sharedConfig.{{ . }}, or remove it
{{- end -}}
{{- end -}}
{{- $seen := dict -}}
{{- range $path, $content := .object.configFiles -}}
{{- $key := include "common.v1.lib.names.file" (dict "object" $path) -}}
{{- if hasKey $seen $key }}
- ConfigMap {{ $object.filesName | quote }}: configFiles has {{ $path | quote }}, too like {{ get $seen $key | quote }}; both would be the key {{ $key | quote }}; give it by extraVolumes
{{- end -}}
{{- $_ := set $seen $key $path -}}
{{- end -}}
{{- end -}}
