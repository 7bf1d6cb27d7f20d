{{/*
Prints the Secret that holds the plain secret settings of the service; for development only.

Usage: {{ include "common.v1.kinds.secret" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.secret" -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ .object.secretName | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
  {{- with include "common.v1.lib.argocd.wave" (dict "owner" .object) }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
type: Opaque
data:
  {{- range $name, $value := fromYaml .object.secretSettings }}
  {{ $name | quote }}: {{ $value | b64enc | quote }}
  {{- end }}
{{- end -}}
