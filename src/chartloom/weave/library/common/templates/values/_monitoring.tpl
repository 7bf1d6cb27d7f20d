{{/*
Completes the monitoring of the service: the port of the metrics, which is added to the ports when it is none of them, those
that callers may use, the alerts and the panels of the dashboard.

Usage: {{ include "common.v1.values.monitoring" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, with names, ports and external; changed
Returns: nothing
*/}}
{{- define "common.v1.values.monitoring" -}}
{{- $object := .object -}}
{{- $_ := set $object "calledPorts" $object.ports -}}
{{- $found := dict -}}
{{- if include "common.v1.lib.monitoring.enabled" . -}}
{{- $wanted := int $object.monitoring.port -}}
{{- range reverse $object.ports -}}
{{- if or (not $wanted) (eq (int .targetPort) $wanted) -}}
{{- $found = . -}}
{{- end -}}
{{- end -}}
{{- if and $wanted (not $found) -}}
{{- $found = dict "name" "metrics" "port" $wanted "targetPort" $wanted "protocol" "TCP" -}}
{{- $_ := set $object "ports" (append $object.ports $found) -}}
{{- end -}}
{{- include "common.v1.values.alerts" . -}}
{{- include "common.v1.values.panels" . -}}
{{- end -}}
{{- $_ := set $object "metricsPort" $found -}}
{{- end -}}
