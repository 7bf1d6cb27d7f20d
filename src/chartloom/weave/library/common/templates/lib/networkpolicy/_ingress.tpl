{{/*
Prints the rules that let traffic in: from callers, the ingress controller or the Gateway, the monitoring, its own pods
where they talk to each other.

Usage: {{ include "common.v1.lib.networkpolicy.ingress" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.networkpolicy.ingress" -}}
{{- $rules := list -}}
{{- with .object -}}
{{- $main := slice .ports 0 (min 1 (len .ports)) -}}
{{- if and .callers .calledPorts -}}
{{- $rules = append $rules (dict "services" .callers "ports" .calledPorts) -}}
{{- end -}}
{{- range $namespace := include "common.v1.lib.networkpolicy.entrances" $ | splitList " " | compact -}}
{{- $rules = append $rules (dict "namespace" $namespace "ports" $.object.enteredPorts) -}}
{{- end -}}
{{- $usual := eq .workload "statefulset" | ternary list $main -}}
{{- $scraped := empty .metricsPort | ternary $usual (list .metricsPort) -}}
{{- with .networkPolicy.monitoring -}}
{{- if .port -}}
{{- $scraped = list (dict "targetPort" .port "protocol" "TCP") -}}
{{- end -}}
{{- if and .namespace $scraped -}}
{{- $rules = append $rules (dict "namespace" .namespace "ports" $scraped) -}}
{{- end -}}
{{- end -}}
{{- if include "common.v1.lib.networkpolicy.itself" $ -}}
{{- $rules = append $rules (dict "services" (list .name) "labels" (.external | default dict).labels) -}}
{{- end -}}
{{- end -}}
{{- range $rules }}
{{ include "common.v1.lib.networkpolicy.rule" (dict "object" . "direction" "from" "owner" $.object) }}
{{- end -}}
{{- with .object.networkPolicy.extraIngress }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
