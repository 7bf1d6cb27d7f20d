{{/*
Prints the sidecar that reads the log files of the service from the folder that they share.

Usage: {{ include "common.v1.lib.container.logshipper" . }}
Params:
  object - map - required - the service, as values.init makes it
  native - bool - required - whether it is an init container that never ends
Returns: YAML map
*/}}
{{- define "common.v1.lib.container.logshipper" -}}
{{- with .object.logShipper -}}
name: log-shipper
image: {{ include "common.v1.lib.image.reference" (dict "object" .image "owner" $.object) | quote }}
imagePullPolicy: {{ .image.pullPolicy }}
{{- if $.native }}
restartPolicy: Always
{{- end }}
args:
  {{- range .args }}
  - {{ . | replace "$(path)" (trimSuffix "/" $.object.logShipper.path) | replace "$(name)" $.object.name | quote }}
  {{- end }}
{{- with .env }}
env:
  {{- toYaml . | nindent 2 }}
{{- end }}
resources:
  {{- toYaml .resources | nindent 2 }}
volumeMounts:
  - name: logs
    mountPath: {{ .path | quote }}
{{- end -}}
{{- end -}}
