{{/*
Lists the mistakes of secrets: a Secret that two ways would make.

Usage: {{ include "common.v1.lib.secret.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.secret.validate" -}}
{{- $object := .object -}}
{{- $external := .object.externalSecret -}}
{{- $made := include "common.v1.lib.secret.external" . -}}
{{- range $name, $sealed := .object.sealedSecret.secrets -}}
{{- if and $made (hasKey $external.secrets $name) }}
- SealedSecret {{ $name | quote }}: externalSecret.secrets has it as well; keep one
{{- end -}}
{{- if and (eq $name $object.secretName) $object.secretSettings }}
- SealedSecret {{ $name | quote }}: secret.data makes it as well; keep one
{{- end -}}
{{- end -}}
{{- end -}}
