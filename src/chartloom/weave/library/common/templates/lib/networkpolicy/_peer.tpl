{{/*
Prints the pods of another service as a peer, in their namespace when that is another one. A caller is everything that
acts for a service, its jobs and tests too; what is reached is only what serves, whoever made its chart.

Usage: {{ include "common.v1.lib.networkpolicy.peer" (dict "object" "mongodb" "direction" "to" "labels" $labels "owner" .object) }}
Params:
  object - string - required - the name of the other service
  direction - string - required - from or to
  labels - map - required - labels of its pods, when they are not the usual ones; otherwise empty
  owner - map - required - the service whose policy it is
Returns: YAML list
*/}}
{{- define "common.v1.lib.networkpolicy.peer" -}}
- podSelector:
    matchLabels:
      {{- if .labels }}
      {{- toYaml .labels | nindent 6 }}
      {{- else if eq .direction "from" }}
      {{- include "common.v1.lib.labels.service" . | nindent 6 }}
      {{- else }}
      app.kubernetes.io/name: {{ .object | quote }}
      app.kubernetes.io/instance: {{ .owner.instance | quote }}
      {{- end }}
  {{- with include "common.v1.lib.names.elsewhere" . }}
  namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ . | quote }}
  {{- end }}
{{- end -}}
