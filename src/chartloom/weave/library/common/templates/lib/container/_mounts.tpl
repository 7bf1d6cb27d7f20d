{{/*
Prints the mounts of the container: writable paths, the data of a statefulset, its files, then those given.

Usage: {{ include "common.v1.lib.container.mounts" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.container.mounts" -}}
{{- range .object.writablePaths }}
- name: {{ include "common.v1.lib.names.volume" (dict "object" .) | quote }}
  mountPath: {{ . | quote }}
{{- end -}}
{{- with .object.persistence.mountPath }}
- name: data
  mountPath: {{ . | quote }}
{{- end -}}
{{- if .object.logShipper.enabled }}
- name: logs
  mountPath: {{ .object.logShipper.path | quote }}
{{- end -}}
{{- range $name, $volume := .object.volumes }}
- name: {{ $name | quote }}
  {{- omit $volume "source" "ephemeral" | toYaml | nindent 2 }}
{{- end -}}
{{- range $path, $content := .object.configFiles }}
- name: config-files
  mountPath: {{ $path | quote }}
  subPath: {{ include "common.v1.lib.names.file" (dict "object" $path) | quote }}
  readOnly: true
{{- end -}}
{{- with .object.extraVolumeMounts }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
