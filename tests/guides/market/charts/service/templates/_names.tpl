{{- define "service.name" -}}
{{ .Release.Name }}-{{ .Chart.Name }}
{{- end }}

{{- define "service.image" -}}
{{ with .Values.global.registry }}{{ . }}/{{ end }}{{ .Values.image.name }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
