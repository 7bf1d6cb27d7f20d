{{/*
Prints one alert of the service.

Usage: {{ include "common.v1.lib.prometheusrule.alert" (dict "object" $alert "owner" .object) }}
Params:
  object - map - required - the alert, as values.alerts makes it
  owner - map - required - the service, as values.init makes it
Returns: YAML list
*/}}
{{- define "common.v1.lib.prometheusrule.alert" -}}
{{- with .object -}}
- alert: {{ .name }}
  expr: {{ .expression | quote }}
  for: {{ .for }}
  labels:
    severity: {{ .severity }}
    service: {{ $.owner.name | quote }}
    namespace: {{ $.owner.namespace | quote }}
  annotations:
    summary: {{ .summary | quote }}
    description: {{ .description | quote }}
{{- end -}}
{{- end -}}
