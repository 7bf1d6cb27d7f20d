{{/*
Prints one Service: normal, headless, the name of a store outside the cluster, or one more name for the pods of a
third-party chart.

Usage: {{ include "common.v1.kinds.service" (dict "root" . "object" $service "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the Service: name and form
  owner - map - required - the service it belongs to
Returns: YAML document
*/}}
{{- define "common.v1.kinds.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .object.name | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with .owner.service.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- if eq .object.form "external" }}
  type: ExternalName
  externalName: {{ .owner.external.host | quote }}
  {{- else }}
  {{- if eq .object.form "headless" }}
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  {{- else }}
  type: {{ .owner.service.type }}
  {{- end }}
  {{- with .owner.ports }}
  ports:
    {{- range . }}
    - name: {{ .name | quote }}
      port: {{ .port | int }}
      {{- if eq $.object.form "chart" }}
      targetPort: {{ .targetPort | int }}
      {{- else }}
      targetPort: {{ .name | quote }}
      {{- end }}
      protocol: {{ .protocol }}
    {{- end }}
  {{- end }}
  selector:
    {{- if eq .object.form "chart" }}
    {{- coalesce .owner.external.primaryLabels .owner.external.labels | toYaml | nindent 4 }}
    {{- else }}
    {{- .owner.selectorLabels | nindent 4 }}
    {{- end }}
  {{- end }}
{{- end -}}
