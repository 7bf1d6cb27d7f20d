{{/*
Prints one rule: the peers it names, and the ports of the pods that are reached. A caller is everything that acts for
a service, its jobs and tests too; what is reached is only what serves, whoever made its chart.

Usage: {{ include "common.v1.lib.networkpolicy.rule" (dict "object" $rule "direction" "from" "owner" .object) }}
Params:
  object - map - required - the rule: services of the fleet, a namespace or cidrs; ports (all when there are none)
  direction - string - required - from or to
  owner - map - required - the service whose policy it is
Returns: YAML list
*/}}
{{- define "common.v1.lib.networkpolicy.rule" -}}
- {{ .direction }}:
    {{- range .object.services }}
    - podSelector:
        matchLabels:
          {{- if eq $.direction "from" }}
          {{- include "common.v1.lib.labels.service" (dict "object" . "owner" $.owner) | nindent 10 }}
          {{- else }}
          app.kubernetes.io/name: {{ . | quote }}
          app.kubernetes.io/instance: {{ $.owner.instance | quote }}
          {{- end }}
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
