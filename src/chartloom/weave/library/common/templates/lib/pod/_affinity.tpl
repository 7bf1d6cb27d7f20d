{{/*
Prints the affinity of the pods: what scheduling says about spot nodes and about each other, under what is given.

Usage: {{ include "common.v1.lib.pod.affinity" . }}
Params:
  object - map - required - the service, as values.init makes it
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.pod.affinity" -}}
{{- $made := dict -}}
{{- with .object.scheduling -}}
{{- $operator := eq .spot "avoid" | ternary "NotIn" "In" -}}
{{- $terms := dict "matchExpressions" (list (dict "key" .spotLabel.key "operator" $operator "values" (list .spotLabel.value))) -}}
{{- if eq .spot "require" -}}
{{- $_ := set $made "nodeAffinity" (dict "requiredDuringSchedulingIgnoredDuringExecution" (dict "nodeSelectorTerms" (list $terms))) -}}
{{- else if .spot -}}
{{- $_ := set $made "nodeAffinity" (dict "preferredDuringSchedulingIgnoredDuringExecution" (list (dict "weight" 100 "preference" $terms))) -}}
{{- end -}}
{{- $term := dict "topologyKey" "kubernetes.io/hostname" "labelSelector" (dict "matchLabels" (fromYaml $.object.selectorLabels)) -}}
{{- if eq .antiAffinity "hard" -}}
{{- $_ := set $made "podAntiAffinity" (dict "requiredDuringSchedulingIgnoredDuringExecution" (list $term)) -}}
{{- else if .antiAffinity -}}
{{- $_ := set $made "podAntiAffinity" (dict "preferredDuringSchedulingIgnoredDuringExecution" (list (dict "weight" 100 "podAffinityTerm" $term))) -}}
{{- end -}}
{{- end -}}
{{- with mergeOverwrite $made (deepCopy .object.affinity) -}}
{{ toYaml . }}
{{- end -}}
{{- end -}}
