{{/*
Prints the store that secrets are read from: the service's own, else the fleet's.

Usage: {{ include "common.v1.lib.secret.store" . }}
Params:
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.secret.store" -}}
{{- $store := .object.externalSecret.store | default .object.global.secretStore -}}
kind: {{ $store.kind | default "ClusterSecretStore" }}
name: {{ $store.name | default "" | quote }}
{{- end -}}
