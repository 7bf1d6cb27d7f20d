{{/*
Prints the peers of a rule that means every pod of one namespace.

Usage: {{ include "common.v1.lib.networkpolicy.namespace" (dict "object" "monitoring") }}
Params:
  object - string - required - the namespace
Returns: YAML list
*/}}
{{- define "common.v1.lib.networkpolicy.namespace" -}}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ .object | quote }}
{{- end -}}
