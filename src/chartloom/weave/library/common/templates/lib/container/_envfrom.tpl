{{/*
Prints where whole sets of settings come from; a later one wins: ConfigMaps, plain secrets, a Secret made elsewhere, those
given.

Usage: {{ include "common.v1.lib.container.envfrom" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.container.envfrom" -}}
{{- range .object.envSources }}
- configMapRef:
    name: {{ .name | quote }}
{{- end -}}
{{- if .object.secretSettings }}
- secretRef:
    name: {{ .object.secretName | quote }}
{{- end -}}
{{- with .object.existingSecret }}
- secretRef:
    name: {{ . | quote }}
{{- end -}}
{{- with .object.extraEnvFrom }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
