{{/*
Prints one SealedSecret: only the controller in the cluster can open it, so that it may lie in a repository.

Usage: {{ include "common.v1.kinds.sealedsecret" (dict "root" . "object" $encrypted "name" $name "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the encrypted value of each key, as kubeseal prints it
  name - string - required - the name of the Secret
  owner - map - required - the service that needs it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.sealedsecret" -}}
{{- $scope := .owner.sealedSecret.scope -}}
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: {{ .name | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with merge (eq $scope "strict" | ternary dict (dict (print "sealedsecrets.bitnami.com/" $scope) "true")) (include "common.v1.lib.argocd.wave" . | fromYaml) }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  encryptedData:
    {{- toYaml .object | nindent 4 }}
  template:
    metadata:
      name: {{ .name | quote }}
      namespace: {{ .owner.namespace | quote }}
      labels:
        {{- .owner.labels | nindent 8 }}
      {{- if ne $scope "strict" }}
      annotations:
        sealedsecrets.bitnami.com/{{ $scope }}: "true"
      {{- end }}
    type: Opaque
{{- end -}}
