{{/*
Prints one PersistentVolumeClaim that the chart makes itself; one that is kept outlives the release.

Usage: {{ include "common.v1.kinds.pvc" (dict "root" . "object" $claim "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the claim: name, size, storageClass, accessModes, keep, idle
  owner - map - required - the service it belongs to
Returns: YAML document
*/}}
{{- define "common.v1.kinds.pvc" -}}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ .object.name | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- if .object.keep }}
  annotations:
    helm.sh/resource-policy: keep
    {{- if and .object.idle .owner.global.argocd.enabled }}
    argocd.argoproj.io/ignore-healthcheck: "true"
    {{- end }}
  {{- end }}
spec:
  {{- include "common.v1.lib.claim.spec" . | nindent 2 }}
{{- end -}}
