{{/*
Prints one rule: the peers it names, and the ports of the pods that are reached.

Usage: {{ include "common.v1.lib.networkpolicy.rule" (dict "object" $rule "direction" "from" "owner" .object) }}
Params:
  object - map - required - the rule: services (and labels of their pods), a namespace or cidrs; ports (all when there are none)
  direction - string - required - from or to
  owner - map - required - the service whose policy it is
Returns: YAML list
*/}}
{{- define "common.v1.lib.networkpolicy.rule" -}}
- {{ .direction }}:
    {{- range .object.services }}
    {{- include "common.v1.lib.networkpolicy.peer" (dict "object" . "direction" $.direction "labels" $.object.labels "owner" $.owner) | nindent 4 }}
    {{- end }}
    {{- with .object.namespace }}
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ . | quote }}
    {{- end }}
    {{- range .object.cidrs }}
    - ipBlock:
        cidr: {{ . | quote }}
    {{- end }}
  {{- with .object.ports }}
  ports:
    {{- range . }}
    - port: {{ .targetPort | int }}
      protocol: {{ .protocol }}
    {{- end }}
  {{- end }}
{{- end -}}
