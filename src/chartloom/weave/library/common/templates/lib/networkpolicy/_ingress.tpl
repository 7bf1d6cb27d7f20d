{{/*
Prints the rules that let traffic in: from callers, the ingress controller, the monitoring, the pods of a statefulset
among themselves.

Usage: {{ include "common.v1.lib.networkpolicy.ingress" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.ingress" -}}
{{- $object := .object -}}
{{- $policy := .object.networkPolicy -}}
{{- if and .object.callers .object.ports }}
- from:
    {{- range .object.callers }}
    {{- include "common.v1.lib.networkpolicy.peer" (dict "object" . "owner" $object) | nindent 4 }}
    {{- end }}
  ports:
    {{- range .object.ports }}
    - port: {{ .targetPort | int }}
      protocol: {{ .protocol }}
    {{- end }}
{{- end }}
{{- if and .object.ingress.enabled .object.ports $policy.ingressController.namespace }}
- from:
    {{- include "common.v1.lib.networkpolicy.namespace" (dict "object" $policy.ingressController.namespace) | nindent 4 }}
  ports:
    {{- with first .object.ports }}
    - port: {{ .targetPort | int }}
      protocol: {{ .protocol }}
    {{- end }}
{{- end }}
{{- if and $policy.monitoring.namespace (or $policy.monitoring.port .object.ports) }}
- from:
    {{- include "common.v1.lib.networkpolicy.namespace" (dict "object" $policy.monitoring.namespace) | nindent 4 }}
  ports:
    {{- if $policy.monitoring.port }}
    - port: {{ $policy.monitoring.port | int }}
      protocol: TCP
    {{- else }}
    {{- with first .object.ports }}
    - port: {{ .targetPort | int }}
      protocol: {{ .protocol }}
    {{- end }}
    {{- end }}
{{- end }}
{{- if eq .object.workload "statefulset" }}
- from:
    {{- include "common.v1.lib.networkpolicy.peer" (dict "object" .object.name "owner" .object) | nindent 4 }}
{{- end }}
{{- with $policy.extraIngress }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
