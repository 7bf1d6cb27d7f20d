{{/*
Completes how the service is reached from outside: exposure, ingress and httpRoute, with what the fleet says in global, and
the list of routes: name, hosts and paths of each HTTPRoute. Nothing is completed of a service that is not exposed.

Usage: {{ include "common.v1.values.exposure" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with names, ports and external; changed
Returns: nothing
*/}}
{{- define "common.v1.values.exposure" -}}
{{- $object := .object -}}
{{- $ingress := $object.ingress -}}
{{- $_ := set $object "exposure" ($object.exposure | default $object.global.exposure) -}}
{{- if or $ingress.enabled $object.httpRoute.enabled -}}
{{- if not $object.httpRoute.hosts -}}
{{- $_ := set $object.httpRoute "hosts" $ingress.hosts -}}
{{- end -}}
{{- range $block := list $ingress $object.httpRoute -}}
{{- include "common.v1.values.hosts" (dict "root" $.root "object" $object "block" $block) -}}
{{- end -}}
{{- $names := list -}}
{{- range $ingress.hosts -}}
{{- $names = append $names .host -}}
{{- end -}}
{{- $certificates := list -}}
{{- range $ingress.tls -}}
{{- $certificates = append $certificates (dict "secretName" .secretName "hosts" (.hosts | default $names)) -}}
{{- end -}}
{{- $_ := set $ingress "tls" $certificates -}}
{{- $_ := set $ingress "className" ($ingress.className | default $object.global.ingress.className) -}}
{{- $limit := include "common.v1.lib.ingress.limit" (dict "object" $object) | fromYaml -}}
{{- range $key := list "traefik.ingress.kubernetes.io/router.middlewares" -}}
{{- if and (hasKey $limit $key) (hasKey $ingress.annotations $key) -}}
{{- $_ := set $ingress.annotations $key (printf "%s,%s" (get $ingress.annotations $key) (get $limit $key)) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $ingress "annotations" (merge (dict) $ingress.annotations $limit $object.global.ingress.annotations) -}}
{{- end -}}
{{- include "common.v1.values.routes" . -}}
{{- include "common.v1.values.grants" . -}}
{{- include "common.v1.values.entered" . -}}
{{- end -}}
