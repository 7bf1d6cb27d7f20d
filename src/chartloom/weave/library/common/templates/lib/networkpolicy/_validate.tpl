{{/*
Lists the mistakes of the network policy.

Usage: {{ include "common.v1.lib.networkpolicy.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.validate" -}}
{{- if include "common.v1.lib.networkpolicy.enabled" . -}}
{{- $object := .object -}}
{{- range $name, $dependency := .object.dependsOn -}}
{{- $external := get $object.global.externalServices $name -}}
{{- if and $external (not $external.cidrs) (not $external.labels) }}
- NetworkPolicy {{ $object.fullname | quote }}: global.externalServices.{{ $name }}.cidrs is empty, so that nothing could be reached; list the address ranges of {{ $external.host }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
