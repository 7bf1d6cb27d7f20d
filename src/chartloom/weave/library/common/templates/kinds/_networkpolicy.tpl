{{/*
Prints the NetworkPolicy of the service: both directions are denied but for what is declared.

Usage: {{ include "common.v1.kinds.networkpolicy" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.networkpolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "common.v1.lib.labels.service" (dict "object" .object.name "owner" .object) | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
  {{- with include "common.v1.lib.networkpolicy.ingress" . | trim }}
  ingress:
    {{- . | nindent 4 }}
  {{- else }}
  ingress: []
  {{- end }}
  egress:
    {{- include "common.v1.lib.networkpolicy.egress" . | trim | nindent 4 }}
{{- end -}}
