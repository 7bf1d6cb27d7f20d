{{/*
Adds the list of namespaces whose HTTPRoutes lead to the service from elsewhere: those of the services in httpRoute.grantTo
that take part. Within its own namespace no route needs leave, and an Ingress never leaves its namespace.

Usage: {{ include "common.v1.values.grants" (dict "object" $object) }}
Params:
  object - map - required - the merged values, with names and exposure; changed
Returns: nothing
*/}}
{{- define "common.v1.values.grants" -}}
{{- $object := .object -}}
{{- $namespaces := list -}}
{{- if eq $object.exposure "gateway" -}}
{{- range $object.httpRoute.grantTo -}}
{{- if include "common.v1.lib.presence.has" (dict "object" . "owner" $object) -}}
{{- $namespaces = append $namespaces (include "common.v1.lib.names.elsewhere" (dict "object" . "owner" $object)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "grantedNamespaces" ($namespaces | compact | uniq | sortAlpha) -}}
{{- end -}}
