{{/*
Prints the pod of the service, or that of a task.

Usage: {{ include "common.v1.lib.pod.spec" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.pod.spec" -}}
serviceAccountName: {{ .object.serviceAccountName | quote }}
automountServiceAccountToken: {{ .object.serviceAccount.automountToken }}
enableServiceLinks: false
{{- with concat .object.global.imagePullSecrets .object.imagePullSecrets | uniq }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .object.restartPolicy }}
restartPolicy: {{ . }}
{{- end }}
{{- with .object.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .object.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
terminationGracePeriodSeconds: {{ .object.terminationGracePeriodSeconds | int }}
{{- with include "common.v1.lib.pod.initcontainers" . | trim }}
initContainers:
  {{- . | nindent 2 }}
{{- end }}
containers:
  {{- include "common.v1.lib.container.main" . | nindent 2 }}
  {{- with include "common.v1.lib.pod.sidecars" (dict "root" .root "object" .object "native" false) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- with include "common.v1.lib.pod.volumes" . | trim }}
volumes:
  {{- . | nindent 2 }}
{{- end }}
{{- include "common.v1.lib.pod.scheduling" . }}
{{- end -}}
