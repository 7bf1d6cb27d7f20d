{{/*
Prints plain settings, numbers as they were written (not 1e+06); a setting of null is left out. Names are quoted,
because Kubernetes takes a plain N or ON for a boolean.

Usage: {{ include "common.v1.lib.configmap.data" (dict "object" .object.env) }}
Params:
  object - map - required - the settings
Returns: YAML map
*/}}
{{- define "common.v1.lib.configmap.data" -}}
{{- range $name, $value := .object -}}
{{- if not (kindIs "invalid" $value) }}
{{ $name | quote }}: {{ kindIs "string" $value | ternary $value (toJson $value) | quote }}
{{- end -}}
{{- end -}}
{{- end -}}
