{{/*
Prints the volumes: one emptyDir per writable path, the data of a statefulset without persistence, its files,
then those given.

Usage: {{ include "common.v1.lib.pod.volumes" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.pod.volumes" -}}
{{- range .object.writablePaths }}
- name: {{ include "common.v1.lib.names.volume" (dict "object" .) | quote }}
  emptyDir: {}
{{- end -}}
{{- with .object.persistence -}}
{{- if and .mountPath (not .enabled) }}
- name: data
  emptyDir: {}
{{- end -}}
{{- end -}}
{{- if .object.configFiles }}
- name: config-files
  configMap:
    name: {{ .object.filesName | quote }}
{{- end -}}
{{- with .object.extraVolumes }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
