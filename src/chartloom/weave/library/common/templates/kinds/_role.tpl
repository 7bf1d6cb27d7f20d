{{/*
Prints one Role or ClusterRole of the service's account.

Usage: {{ include "common.v1.kinds.role" (dict "root" . "object" $role "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the role: kind, name, rules
  owner - map - required - the service whose account it is
Returns: YAML document
*/}}
{{- define "common.v1.kinds.role" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .object.kind }}
metadata:
  name: {{ .object.name | quote }}
  {{- if eq .object.kind "Role" }}
  namespace: {{ .owner.namespace | quote }}
  {{- end }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with include "common.v1.lib.argocd.wave" . }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
rules:
  {{- toYaml .object.rules | nindent 2 }}
{{- end -}}
