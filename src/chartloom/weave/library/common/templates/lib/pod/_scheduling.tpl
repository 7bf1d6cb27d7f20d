{{/*
Prints where pods may run; a spread constraint without labelSelector means the service's own pods.

Usage: {{ include "common.v1.lib.pod.scheduling" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.pod.scheduling" -}}
{{- with .object.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .object.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .object.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .object.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - {{ toYaml . | indent 4 | trim }}
    {{- if not .labelSelector }}
    labelSelector:
      matchLabels:
        {{- $.object.selectorLabels | nindent 8 }}
    {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
