{{/*
Names the namespaces from which the service is entered when it is exposed: that of the ingress controller, and those of the
Gateways it hangs on.

Usage: {{ include "common.v1.lib.networkpolicy.entrances" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: names with blanks between them, or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.entrances" -}}
{{- $object := .object -}}
{{- $namespaces := list -}}
{{- with .object.networkPolicy -}}
{{- $viaGateway := or (include "common.v1.lib.httproute.enabled" $) (and .routed (eq $object.exposure "gateway")) -}}
{{- if or (include "common.v1.lib.ingress.enabled" $) (and .routed (ne $object.exposure "gateway")) -}}
{{- $namespaces = append $namespaces .ingressController.namespace -}}
{{- end -}}
{{- if and $viaGateway .gateway.namespace -}}
{{- $namespaces = append $namespaces .gateway.namespace -}}
{{- else if $viaGateway -}}
{{- range $object.httpRoute.parentRefs | default (list $object.global.gateway) -}}
{{- $namespaces = append $namespaces (.namespace | default $object.namespace) -}}
{{- if not .namespace -}}
{{- $namespaces = concat $namespaces $object.grantedNamespaces -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $namespaces | compact | uniq | join " " -}}
{{- end -}}
