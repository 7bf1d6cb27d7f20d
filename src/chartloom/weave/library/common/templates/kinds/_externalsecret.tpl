{{/*
Prints one ExternalSecret: the operator of external-secrets.io makes the Secret of that name out of a store.

Usage: {{ include "common.v1.kinds.externalsecret" (dict "root" . "object" $keys "name" $name "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map or string - required - the keys, each a key of the store or {key, property, version}; a string takes all keys of that entry
  name - string - required - the name of the Secret
  owner - map - required - the service that needs it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.externalsecret" -}}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: {{ .name | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with include "common.v1.lib.argocd.wave" . }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
spec:
  refreshInterval: {{ .owner.externalSecret.refreshInterval | quote }}
  secretStoreRef:
    {{- include "common.v1.lib.secret.store" (dict "object" .owner) | nindent 4 }}
  target:
    name: {{ .name | quote }}
  {{- if kindIs "string" .object }}
  dataFrom:
    - extract:
        key: {{ .object | quote }}
  {{- else }}
  data:
    {{- range $key, $remote := .object }}
    - secretKey: {{ $key | quote }}
      remoteRef:
        {{- toYaml (kindIs "string" $remote | ternary (dict "key" $remote) $remote) | nindent 8 }}
    {{- end }}
  {{- end }}
{{- end -}}
