{{/*
Adds the list of Services to the service: its own and one per alias, then the headless one; each with name and form
(normal, headless, external or chart). The headless one governs the pods of a statefulset, whatever service.enabled says.

Usage: {{ include "common.v1.values.services" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values with names and external; changed
Returns: nothing
*/}}
{{- define "common.v1.values.services" -}}
{{- $object := .object -}}
{{- $store := $object.external | default dict -}}
{{- $form := empty $store | ternary "normal" (empty $store.labels | ternary "external" "chart") -}}
{{- $services := list -}}
{{- if $object.service.enabled -}}
{{- range prepend $object.service.aliases $object.fullname -}}
{{- if not (and (eq $form "chart") (eq . $store.host)) -}}
{{- $services = append $services (dict "name" . "form" $form) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (not $object.external) (or $object.service.headless (eq $object.workload "statefulset")) -}}
{{- $services = append $services (dict "name" $object.headlessName "form" "headless") -}}
{{- end -}}
{{- $_ := set $object "services" $services -}}
{{- end -}}
