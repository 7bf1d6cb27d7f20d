{{/*
Prints the annotation that lets Argo CD make an object before the hooks that need it; nothing where there are none.

Usage: {{ include "common.v1.lib.argocd.wave" (dict "owner" .commonV1) }}
Params:
  owner - map - required - the service that the object belongs to
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.argocd.wave" -}}
{{- if .owner.global.argocd.enabled -}}
{{- with include "common.v1.lib.argocd.steps" (dict "owner" .owner) | int -}}
argocd.argoproj.io/sync-wave: {{ sub -1 . | quote }}
{{- end -}}
{{- end -}}
{{- end -}}
