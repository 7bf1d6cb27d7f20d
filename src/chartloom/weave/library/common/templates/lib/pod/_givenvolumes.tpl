{{/*
Prints the volumes of the short form: an ephemeral claim, or any source that Kubernetes knows.

Usage: {{ include "common.v1.lib.pod.givenvolumes" . }}
Params:
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.pod.givenvolumes" -}}
{{- $object := .object -}}
{{- range $name, $volume := .object.volumes }}
- name: {{ $name | quote }}
  {{- if $volume.ephemeral }}
  ephemeral:
    volumeClaimTemplate:
      spec:
        {{- include "common.v1.lib.claim.spec" (dict "object" $volume.ephemeral "owner" $object) | nindent 8 }}
  {{- else }}
  {{- toYaml ($volume.source | default (dict "emptyDir" dict)) | nindent 2 }}
  {{- end }}
{{- end -}}
{{- end -}}
