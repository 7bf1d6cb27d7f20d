{{/*
Says how to reach the service after it was installed; the text of a chart's NOTES.txt.

Usage: {{ include "common.v1.notes" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: string
*/}}
{{- define "common.v1.notes" -}}
{{- include "common.v1.values.init" . -}}
{{- with .commonV1 -}}
{{- $namespace := .namespace -}}
{{- if .external -}}
{{ .fullname }} is outside the cluster: {{ .external.host }} answers under its name in namespace {{ $namespace }}.
{{- else -}}
{{ .fullname }} runs in namespace {{ $namespace }} as a part of {{ .instance }}.

  kubectl --namespace {{ $namespace }} rollout status {{ .workload }}/{{ .fullname }}
{{- if and .service.enabled .service.port }}

Inside the cluster: {{ .fullname }}.{{ $namespace }}:{{ .service.port | int }}
From this machine:  kubectl --namespace {{ $namespace }} port-forward service/{{ .fullname }} {{ .service.port | int }}:{{ .service.port | int }}
{{- end }}
{{- if .testPods }}
Check it:           helm test {{ $.Release.Name }} --namespace {{ $.Release.Namespace }}
{{- end }}
{{- if include "common.v1.lib.ingress.enabled" (dict "root" $ "object" .) }}
From outside:
{{- $scheme := empty .ingress.tls | ternary "http" "https" }}
{{- range $host := .ingress.hosts }}
{{- range .paths }}
  {{ $scheme }}://{{ $host.host }}{{ .path }}
{{- end }}
{{- end }}
{{- end }}
{{- if .routes }}
Through the Gateway {{ (first .httpRoute.parentRefs).name }}:
{{- range $host := .httpRoute.hosts }}
{{- range .paths }}
  {{ $host.host }}{{ .path }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
