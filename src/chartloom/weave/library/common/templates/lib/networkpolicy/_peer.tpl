{{/*
Prints the peer that means the pods of one service of the same fleet.

Usage: {{ include "common.v1.lib.networkpolicy.peer" (dict "object" "web" "owner" .object) }}
Params:
  object - string - required - the name of the other service
  owner - map - required - this service
Returns: YAML list
*/}}
{{- define "common.v1.lib.networkpolicy.peer" -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .object | quote }}
      app.kubernetes.io/instance: {{ .owner.instance | quote }}
{{- end -}}
