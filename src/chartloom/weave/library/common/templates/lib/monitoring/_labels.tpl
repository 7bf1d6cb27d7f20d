{{/*
Prints the labels of an object that the Prometheus Operator or Grafana looks for: the usual ones, those that the fleet's
Prometheus selects by, and its own.

Usage: {{ include "common.v1.lib.monitoring.labels" (dict "object" .object.monitoring.serviceMonitor "owner" .object) }}
Params:
  object - map - required - what has further labels
  owner - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.monitoring.labels" -}}
{{ .owner.labels }}
{{- with merge (dict) .object.labels .owner.global.monitoring.labels }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
