{{/*
Adds the list of roles to the service, each with kind, name and complete rules. The name of a ClusterRole begins with the
namespace: the same service may run in several.

Usage: {{ include "common.v1.values.roles" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with names and external; changed
Returns: nothing
*/}}
{{- define "common.v1.values.roles" -}}
{{- $object := .object -}}
{{- $roles := list -}}
{{- if not $object.external -}}
{{- $wide := include "common.v1.lib.names.cut" (dict "object" (printf "%s-%s" $object.namespace $object.fullname) "suffix" "") -}}
{{- range $role := list (dict "kind" "Role" "name" $object.fullname "given" $object.rbac.rules) (dict "kind" "ClusterRole" "name" $wide "given" $object.rbac.clusterRules) -}}
{{- $rules := list -}}
{{- range .given -}}
{{- $rules = append $rules (merge (dict) . (hasKey . "nonResourceURLs" | ternary dict (dict "apiGroups" (list "")))) -}}
{{- end -}}
{{- if $rules -}}
{{- $roles = append $roles (set $role "rules" $rules) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "roles" $roles -}}
{{- end -}}
