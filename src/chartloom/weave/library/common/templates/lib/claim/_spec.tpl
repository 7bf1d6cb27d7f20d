{{/*
Prints the spec of a claim: what a pod of a statefulset, the chart itself or an ephemeral volume asks for.

Usage: {{ include "common.v1.lib.claim.spec" (dict "object" .object.persistence "owner" .object) }}
Params:
  object - map - required - the claim: size, storageClass, accessModes
  owner - map - required - the service, for global.storageClass
Returns: YAML map
*/}}
{{- define "common.v1.lib.claim.spec" -}}
accessModes:
  {{- toYaml (.object.accessModes | default (list "ReadWriteOnce")) | nindent 2 }}
{{- with .object.storageClass | default .owner.global.storageClass }}
storageClassName: {{ ternary "" . (eq . "-") | quote }}
{{- end }}
resources:
  requests:
    storage: {{ .object.size | quote }}
{{- end -}}
