{{/*
Lists the mistakes of secrets: a store that is not named, a Secret that two ways would make.

Usage: {{ include "common.v1.lib.secret.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.secret.validate" -}}
{{- $object := .object -}}
{{- $external := .object.externalSecret -}}
{{- if and $external.enabled $external.secrets (not (dig "name" "" (include "common.v1.lib.secret.store" . | fromYaml))) }}
- ExternalSecret {{ keys $external.secrets | sortAlpha | first | quote }}: externalSecret.store and global.secretStore name no store; set one, as {kind, name}
{{- end -}}
{{- range $name, $sealed := .object.sealedSecret.secrets -}}
{{- if and $external.enabled (hasKey $external.secrets $name) }}
- SealedSecret {{ $name | quote }}: externalSecret.secrets has it as well; keep one
{{- end -}}
{{- if and (eq $name $object.secretName) $object.secretSettings }}
- SealedSecret {{ $name | quote }}: secret.data makes it as well; keep one
{{- end -}}
{{- end -}}
{{- end -}}
