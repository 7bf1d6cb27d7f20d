{{/*
Prints where pods may run; a spread constraint without labelSelector means the service's own pods.

Usage: {{ include "common.v1.lib.pod.scheduling" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.pod.scheduling" -}}
{{- $scheduling := .object.scheduling -}}
{{- with .object.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "common.v1.lib.pod.affinity" . | trim }}
affinity:
  {{- . | nindent 2 }}
{{- end }}
{{- $tolerations := .object.tolerations -}}
{{- if has $scheduling.spot (list "prefer" "require") -}}
{{- $tolerations = append $tolerations (dict "key" $scheduling.spotLabel.key "operator" "Equal" "value" $scheduling.spotLabel.value "effect" "NoSchedule") -}}
{{- end -}}
{{- with $tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $spread := .object.topologySpreadConstraints -}}
{{- range $key, $topology := dict "spreadNodes" "kubernetes.io/hostname" "spreadZones" "topology.kubernetes.io/zone" -}}
{{- with get $scheduling $key -}}
{{- $spread = append $spread (dict "maxSkew" 1 "topologyKey" $topology "whenUnsatisfiable" (eq . "hard" | ternary "DoNotSchedule" "ScheduleAnyway")) -}}
{{- end -}}
{{- end -}}
{{- with $spread }}
topologySpreadConstraints:
  {{- range . }}
  - {{ toYaml . | indent 4 | trim }}
    {{- if not .labelSelector }}
    labelSelector:
      matchLabels:
        {{- $.object.selectorLabels | nindent 8 }}
    {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
