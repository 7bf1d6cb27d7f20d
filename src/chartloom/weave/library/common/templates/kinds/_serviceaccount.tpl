{{/*
Prints the ServiceAccount of the service.

Usage: {{ include "common.v1.kinds.serviceaccount" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .object.serviceAccountName | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
  {{- with mergeOverwrite (include "common.v1.lib.argocd.wave" (dict "owner" .object) | fromYaml) .object.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: {{ .object.serviceAccount.automountToken }}
{{- end -}}
