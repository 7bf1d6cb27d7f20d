{{/*
Prints the Ingress of the service.

Usage: {{ include "common.v1.kinds.ingress" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.ingress" -}}
{{- $old := semverCompare "<1.19.0-0" .root.Capabilities.KubeVersion.Version -}}
apiVersion: networking.k8s.io/{{ ternary "v1beta1" "v1" $old }}
kind: Ingress
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
  {{- with .object.ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .object.ingress.className | trimPrefix "-" }}
  ingressClassName: {{ . | quote }}
  {{- end }}
  {{- with .object.ingress.tls }}
  tls:
    {{- range . }}
    - secretName: {{ .secretName | quote }}
      hosts:
        {{- range .hosts }}
        - {{ . | quote }}
        {{- end }}
    {{- end }}
  {{- end }}
  rules:
    {{- range .object.ingress.hosts }}
    - host: {{ .host | quote }}
      http:
        paths:
          {{- range .paths }}
          - path: {{ .path | quote }}
            pathType: {{ .pathType }}
            backend:
              {{- if $old }}
              serviceName: {{ .service | quote }}
              servicePort: {{ .port | toYaml }}
              {{- else }}
              service:
                name: {{ .service | quote }}
                port:
                  {{ kindIs "string" .port | ternary "name" "number" }}: {{ .port | toYaml }}
              {{- end }}
          {{- end }}
    {{- end }}
{{- end -}}
