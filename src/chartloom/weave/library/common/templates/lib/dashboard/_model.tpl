{{/*
Prints the dashboard of the service in Grafana's model: requests, errors, latency and pods, as far as it has the metrics.

Usage: {{ include "common.v1.lib.dashboard.model" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.dashboard.model" -}}
title: {{ printf "%s / %s" .object.instance .object.name | quote }}
uid: {{ printf "%s/%s/%s" .object.namespace .object.instance .object.name | sha256sum | trunc 20 | quote }}
tags:
  - {{ .object.instance | quote }}
  - {{ .object.name | quote }}
schemaVersion: 39
editable: true
refresh: 1m
time: {from: now-6h, to: now}
templating:
  list:
    - {name: datasource, label: Data source, type: datasource, query: prometheus}
panels:
  {{- range .object.panels }}
  {{- include "common.v1.lib.dashboard.panel" (dict "object" . "owner" $.object) | nindent 2 }}
  {{- end }}
{{- end -}}
