{{/*
Prints containers as they were given; one without a security context gets the service's.

Usage: {{ include "common.v1.lib.container.given" (dict "object" .object.sidecars "owner" .object) }}
Params:
  object - list - required - the containers
  owner - map - required - the service
Returns: YAML list
*/}}
{{- define "common.v1.lib.container.given" -}}
{{- range .object }}
- {{ toYaml . | indent 2 | trim }}
  {{- if not (hasKey . "securityContext") }}
  {{- with $.owner.containerSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
