{{/*
Prints the labels of every object of the service.

Usage: {{ include "common.v1.lib.labels.all" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.labels.all" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
{{ include "common.v1.lib.labels.pod" . }}
{{- with .object.image.tag }}
app.kubernetes.io/version: {{ regexReplaceAll "[^a-zA-Z0-9._-]" . "_" | trunc 63 | trimAll "-_." | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
{{- end -}}
