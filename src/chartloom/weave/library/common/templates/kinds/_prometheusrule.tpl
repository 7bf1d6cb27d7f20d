{{/*
Prints the PrometheusRule of the service: nothing of it answers, too many errors, too slow, and rules of its own.

Usage: {{ include "common.v1.kinds.prometheusrule" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.prometheusrule" -}}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- include "common.v1.lib.monitoring.labels" (dict "object" .object.monitoring.prometheusRule "owner" .object) | nindent 4 }}
spec:
  groups:
    - name: {{ printf "%s.%s" .object.instance .object.name | quote }}
      rules:
        {{- range .object.alerts }}
        {{- include "common.v1.lib.prometheusrule.alert" (dict "object" . "owner" $.object) | nindent 8 }}
        {{- end }}
        {{- with .object.monitoring.prometheusRule.extraRules }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
{{- end -}}
