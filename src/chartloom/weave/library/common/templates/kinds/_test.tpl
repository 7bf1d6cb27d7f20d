{{/*
Prints one pod that `helm test` runs. It stays when it is done, so that its log can be read, and goes before the next run.

Usage: {{ include "common.v1.kinds.test" (dict "root" . "object" $test "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the test, as values.tests makes it: name, checks
  owner - map - required - the service that is tested
Returns: YAML document
*/}}
{{- define "common.v1.kinds.test" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "common.v1.lib.names.cut" (dict "object" .owner.fullname "suffix" (print "-test-" .object.name)) | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- include "common.v1.lib.labels.task" (dict "object" (print "test-" .object.name) "component" "test" "owner" .owner) | nindent 4 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  restartPolicy: Never
  serviceAccountName: {{ .owner.serviceAccountName | quote }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with concat .owner.global.imagePullSecrets .owner.imagePullSecrets | uniq }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .owner.tests.podSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    {{- range .object.checks }}
    {{- include "common.v1.lib.container.check" (dict "object" . "owner" $.owner) | nindent 4 }}
    {{- end }}
{{- end -}}
