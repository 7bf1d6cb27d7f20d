{{/*
Lists the mistakes of names and ports.

Usage: {{ include "common.v1.lib.service.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.service.validate" -}}
{{- $object := .object -}}
{{- range $key := list "name" "fullname" -}}
{{- $name := get $object $key -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $name) }}
- Service {{ $object.fullname | quote }}: its {{ $key }} is {{ $name | quote }}, no DNS label; set {{ $key }}Override to lower-case letters, digits and "-", a letter first
{{- end -}}
{{- end -}}
{{- if and .object.service.enabled (not .object.ports) (not .object.external) }}
- Service {{ .object.fullname | quote }}: service.enabled is true but service.port is 0; set service.port, or service.enabled to false
{{- end -}}
{{- $seen := dict -}}
{{- range .object.ports -}}
{{- $number := int .port -}}
{{- range $key := list (printf "the name %q" .name) (printf "the number %d" $number) -}}
{{- if hasKey $seen $key }}
- Service {{ $object.fullname | quote }}: two of service.port and extraPorts have {{ $key }}; give each its own
{{- end -}}
{{- $_ := set $seen $key true -}}
{{- end -}}
{{- end -}}
{{- range .object.service.aliases -}}
{{- if has . (list $object.fullname $object.headlessName) }}
- Service {{ $object.fullname | quote }}: service.aliases has {{ . | quote }}, which is a name of its own; remove it
{{- end -}}
{{- end -}}
{{- end -}}
