{{/*
Prints the annotations of the pods: a hash of the settings, which rolls the pods when one changes, how they are scraped, and
those that were given.

Usage: {{ include "common.v1.lib.pod.annotations" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.pod.annotations" -}}
{{- with .object.settings }}
checksum/config: {{ sha256sum . }}
{{- end }}
{{- with merge (dict) .object.podAnnotations (include "common.v1.lib.monitoring.annotations" . | fromYaml) }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
