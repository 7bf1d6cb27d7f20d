{{/*
Says whether Secrets are made out of a store: there are some to make, and a store is named.

Usage: {{ include "common.v1.lib.secret.external" . }}
Params:
  object - map - required - the service, as values.init makes it
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.secret.external" -}}
{{- $external := .object.externalSecret -}}
{{- if and $external.enabled $external.secrets (or $external.store.name .object.global.secretStore.name) -}}
true
{{- end -}}
{{- end -}}
