{{/*
Prints the container of the service, or that of a task.

Usage: {{ include "common.v1.lib.container.main" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list
*/}}
{{- define "common.v1.lib.container.main" -}}
{{- with .object -}}
- name: {{ .name | quote }}
  image: {{ include "common.v1.lib.image.reference" (dict "object" .image "owner" .) | quote }}
  imagePullPolicy: {{ .image.pullPolicy }}
  {{- with .command }}
  command:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .args }}
  args:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .ports }}
  ports:
    {{- range . }}
    - name: {{ .name | quote }}
      containerPort: {{ .targetPort | int }}
      protocol: {{ .protocol }}
    {{- end }}
  {{- end }}
  {{- with include "common.v1.lib.container.envfrom" $ | trim }}
  envFrom:
    {{- . | nindent 4 }}
  {{- end }}
  {{- if or .inlineEnv .secretEnv }}
  env:
    {{- range $name, $value := .inlineEnv }}
    - name: {{ $name | quote }}
      value: {{ $value | quote }}
    {{- end }}
    {{- range $name, $source := .secretEnv }}
    - name: {{ $name | quote }}
      valueFrom:
        secretKeyRef:
          name: {{ $source.secret | quote }}
          key: {{ $source.key | quote }}
          {{- if $source.optional }}
          optional: true
          {{- end }}
    {{- end }}
  {{- end }}
  {{- with include "common.v1.lib.container.probes" $ | trim }}
    {{- . | nindent 2 }}
  {{- end }}
  {{- with .resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .lifecycle }}
  lifecycle:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .containerSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with include "common.v1.lib.container.mounts" $ | trim }}
  volumeMounts:
    {{- . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}
