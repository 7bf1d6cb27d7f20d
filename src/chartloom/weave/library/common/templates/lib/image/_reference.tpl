{{/*
Makes the reference of an image: registry/repository:tag, or @digest when one is given.

Usage: {{ include "common.v1.lib.image.reference" (dict "object" .object.image "owner" .object) }}
Params:
  object - map - required - the image: registry, repository, tag, digest
  owner - map - required - the service, for global.imageRegistry
Returns: string
*/}}
{{- define "common.v1.lib.image.reference" -}}
{{- $registry := .owner.global.imageRegistry | default .object.registry | trimSuffix "/" -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- .object.repository -}}
{{- if .object.digest }}@{{ .object.digest }}{{ else }}:{{ .object.tag }}{{ end -}}
{{- end -}}
