{{/*
Prints one panel of the dashboard: two of them fill a row. The key y is quoted: to YAML a bare y is true.

Usage: {{ include "common.v1.lib.dashboard.panel" (dict "object" $panel "owner" .object) }}
Params:
  object - map - required - the panel, as values.panels makes it: id, title, unit, queries by legend
  owner - map - required - the service, as values.init makes it
Returns: YAML list
*/}}
{{- define "common.v1.lib.dashboard.panel" -}}
{{- with .object -}}
- id: {{ .id }}
  title: {{ .title | quote }}
  type: timeseries
  datasource: {type: prometheus, uid: "${datasource}"}
  gridPos: {h: 8, w: 12, x: {{ mul 12 (mod .id 2 | eq 0 | ternary 1 0) }}, "y": {{ mul 8 (div (sub .id 1) 2) }}}
  fieldConfig:
    defaults: {unit: {{ .unit | quote }}, min: 0}
    overrides: []
  targets:
    {{- range $legend, $query := .queries }}
    - refId: {{ $legend | upper | quote }}
      legendFormat: {{ $legend | quote }}
      expr: {{ $query | quote }}
    {{- end }}
{{- end -}}
{{- end -}}
