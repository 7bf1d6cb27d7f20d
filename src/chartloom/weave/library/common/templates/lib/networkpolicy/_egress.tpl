{{/*
Prints the rules that let traffic out: to the cluster's DNS, to each dependency (an address range when it lies outside
the cluster), and among the pods of a statefulset.

Usage: {{ include "common.v1.lib.networkpolicy.egress" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML map
*/}}
{{- define "common.v1.lib.networkpolicy.egress" -}}
{{- $stores := .object.global.externalServices -}}
{{- $dns := list (dict "targetPort" 53 "protocol" "UDP") (dict "targetPort" 53 "protocol" "TCP") -}}
{{- $rules := list (dict "namespace" .object.networkPolicy.dns.namespace "ports" $dns) -}}
{{- range $name, $dependency := .object.dependsOn -}}
{{- $external := get $stores $name | default dict -}}
{{- $port := coalesce $external.port $dependency.targetPort $dependency.port -}}
{{- $peers := dict "services" (list $name) "labels" (coalesce $external.labels $dependency.podLabels) -}}
{{- if and $external (not $external.labels) -}}
{{- $peers = dict "cidrs" $external.cidrs -}}
{{- end -}}
{{- $rules = append $rules (set $peers "ports" (list (dict "targetPort" $port "protocol" "TCP"))) -}}
{{- end -}}
{{- if include "common.v1.lib.networkpolicy.itself" . -}}
{{- $rules = append $rules (dict "services" (list .object.name)) -}}
{{- end -}}
{{- range $rules }}
{{ include "common.v1.lib.networkpolicy.rule" (dict "object" . "direction" "to" "owner" $.object) }}
{{- end -}}
{{- with .object.networkPolicy.extraEgress }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
