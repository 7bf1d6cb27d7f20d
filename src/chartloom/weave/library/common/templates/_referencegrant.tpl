{{/*
Renders the ReferenceGrant of the service; prints nothing when no HTTPRoute of another namespace leads to it.

Usage: {{ include "common.v1.referencegrant" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: YAML document, or nothing
*/}}
{{- define "common.v1.referencegrant" -}}
{{- include "common.v1.values.init" . -}}
{{- if and .commonV1.grantedNamespaces .commonV1.service.enabled -}}
{{- include "common.v1.kinds.referencegrant" (dict "root" . "object" .commonV1) -}}
{{- end -}}
{{- end -}}
