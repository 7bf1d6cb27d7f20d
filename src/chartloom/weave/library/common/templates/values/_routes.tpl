{{/*
Adds the list of HTTPRoutes to the service, one for each list of paths: an HTTPRoute has the same paths for all its hosts.

Usage: {{ include "common.v1.values.routes" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with complete hosts; changed
Returns: nothing
*/}}
{{- define "common.v1.values.routes" -}}
{{- $object := .object -}}
{{- $routes := list -}}
{{- if include "common.v1.lib.httproute.enabled" . -}}
{{- $known := dict -}}
{{- range $object.httpRoute.hosts -}}
{{- $key := toJson .paths -}}
{{- if hasKey $known $key -}}
{{- $route := get $known $key -}}
{{- $_ := set $route "hosts" (append $route.hosts .host) -}}
{{- else -}}
{{- $suffix := empty $routes | ternary "" (printf "-%d" (add1 (len $routes))) -}}
{{- $name := include "common.v1.lib.names.cut" (dict "object" $object.fullname "suffix" $suffix) -}}
{{- $_ := set $known $key (dict "name" $name "hosts" (list .host) "paths" .paths) -}}
{{- $routes = append $routes (get $known $key) -}}
{{- end -}}
{{- end -}}
{{- if and (not $object.httpRoute.parentRefs) $object.global.gateway.name -}}
{{- $gateway := $object.global.gateway -}}
{{- $parent := dict "name" $gateway.name -}}
{{- range $key := list "namespace" "sectionName" -}}
{{- if get $gateway $key -}}
{{- $_ := set $parent $key (get $gateway $key) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object.httpRoute "parentRefs" (list $parent) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "routes" $routes -}}
{{- end -}}
