{{/*
Prints the annotations of the pods: hashes of the settings and of the secrets, which roll the pods when one changes, how they
are scraped, and those that were given.

Usage: {{ include "common.v1.lib.pod.annotations" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.pod.annotations" -}}
{{- with include "common.v1.lib.configmap.state" . | trim }}
checksum/config: {{ sha256sum . }}
{{- end }}
{{- with include "common.v1.lib.secret.state" . | trim }}
checksum/secret: {{ sha256sum . }}
{{- end }}
{{- with merge (dict) .object.podAnnotations (include "common.v1.lib.monitoring.annotations" . | fromYaml) }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
