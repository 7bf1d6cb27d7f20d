{{/*
Prints the NetworkPolicy of the service: both directions are denied but for what is declared. The pods of a third-party
chart are only protected from callers: what they call themselves is the business of that chart.

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
  {{- with include "common.v1.lib.argocd.wave" (dict "owner" .object) }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  podSelector:
    matchLabels:
      {{- with .object.external }}
      {{- toYaml .labels | nindent 6 }}
      {{- else }}
      {{- include "common.v1.lib.labels.service" (dict "object" .object.name "owner" .object) | nindent 6 }}
      {{- end }}
  policyTypes:
    - Ingress
    {{- if not .object.external }}
    - Egress
    {{- end }}
  {{- with include "common.v1.lib.networkpolicy.ingress" . | trim }}
  ingress:
    {{- . | nindent 4 }}
  {{- else }}
  ingress: []
  {{- end }}
  {{- if not .object.external }}
  egress:
    {{- include "common.v1.lib.networkpolicy.egress" . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
