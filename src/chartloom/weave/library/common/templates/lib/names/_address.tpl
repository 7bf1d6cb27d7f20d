{{/*
Says under which name another service of the fleet is reached: its own, with its namespace when that is another one.

Usage: {{ include "common.v1.lib.names.address" (dict "object" "mongodb" "owner" .object) }}
Params:
  object - string - required - the name of the other service
  owner - map - required - the service that calls it
Returns: string
*/}}
{{- define "common.v1.lib.names.address" -}}
{{- .object }}{{ with include "common.v1.lib.names.elsewhere" . }}.{{ . }}{{ end -}}
{{- end -}}
