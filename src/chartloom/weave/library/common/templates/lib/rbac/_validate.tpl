{{/*
Lists the mistakes of the roles: an account that is shared, pods without its token, and names where no name counts.

Usage: {{ include "common.v1.lib.rbac.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.rbac.validate" -}}
{{- $object := .object -}}
{{- with .object.roles -}}
{{- if eq $object.serviceAccountName "default" }}
- Role {{ $object.fullname | quote }}: rbac has rules, and the account is "default", which every pod of the namespace has; set serviceAccount.create to true, or serviceAccount.name
{{- end -}}
{{- if not $object.serviceAccount.automountToken }}
- Role {{ $object.fullname | quote }}: rbac has rules but serviceAccount.automountToken is false, so that the pods could not use them; set it to true
{{- end -}}
{{- end -}}
{{- range $role := .object.roles -}}
{{- range $index, $rule := .rules -}}
{{- range $verb := list "create" "deletecollection" -}}
{{- if and $rule.resourceNames (has $verb $rule.verbs) }}
- {{ $role.kind }} {{ $role.name | quote }}: its rule {{ add1 $index }} has resourceNames and the verb {{ $verb }}, which Kubernetes never grants by name; give {{ $verb }} a rule of its own
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
