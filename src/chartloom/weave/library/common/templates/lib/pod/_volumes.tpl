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
{{- else if and .mountPath (eq $.object.workload "deployment") }}
- name: data
  persistentVolumeClaim:
    claimName: {{ .existingClaim | default $.object.dataName | quote }}
{{- end -}}
{{- end -}}
{{- if .object.logShipper.enabled }}
- name: logs
  emptyDir: {}
{{- end -}}
{{- include "common.v1.lib.pod.givenvolumes" . -}}
{{- if .object.configFiles }}
- name: config-files
  configMap:
    name: {{ .object.filesName | quote }}
{{- end -}}
{{- with .object.extraVolumes }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
