{{/*
Prints everything that the pods read out of ConfigMaps of this release, so that a change of it rolls them.

Usage: {{ include "common.v1.lib.configmap.state" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: string, or nothing
*/}}
{{- define "common.v1.lib.configmap.state" -}}
{{- range .object.envSources }}
{{ .data }}
{{- end -}}
{{- with .object.configFiles }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
