{{/*
Prints the Middleware by which Traefik limits what a client may ask for. As with nginx, five times as much may come at once.

Usage: {{ include "common.v1.kinds.middleware" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.middleware" -}}
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata:
  name: {{ .object.limitName | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
spec:
  rateLimit:
    average: {{ .object.ingress.rateLimit | int }}
    burst: {{ mul .object.ingress.rateLimit 5 }}
    period: 1s
{{- end -}}
