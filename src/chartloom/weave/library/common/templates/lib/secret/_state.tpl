{{/*
Prints everything that the pods read out of Secrets of this release, so that a change of it rolls them. What a store
holds is not known here: its operator, or a controller that watches Secrets, has to roll the pods.

Usage: {{ include "common.v1.lib.secret.state" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: string, or nothing
*/}}
{{- define "common.v1.lib.secret.state" -}}
{{- .object.secretSettings }}
{{- with .object.sealedSecret.secrets }}
{{ toYaml . }}
{{- end -}}
{{- if include "common.v1.lib.secret.external" . }}
{{ toYaml .object.externalSecret.secrets }}
{{- end -}}
{{- end -}}
