{{/*
Prints the binding of one Role or ClusterRole to the service's account.

Usage: {{ include "common.v1.kinds.rolebinding" (dict "root" . "object" $role "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the role: kind, name, rules
  owner - map - required - the service whose account it is
Returns: YAML document
*/}}
{{- define "common.v1.kinds.rolebinding" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .object.kind }}Binding
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
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .object.kind }}
  name: {{ .object.name | quote }}
subjects:
  - kind: ServiceAccount
    name: {{ .owner.serviceAccountName | quote }}
    namespace: {{ .owner.namespace | quote }}
{{- end -}}
