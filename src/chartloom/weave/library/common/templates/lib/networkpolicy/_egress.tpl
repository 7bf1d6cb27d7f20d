{{/*
Prints the rules that let traffic out: to the cluster's DNS, to each dependency (an address range when it lies outside
the cluster), and among the pods of a statefulset.

Usage: {{ include "common.v1.lib.networkpolicy.egress" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML list
*/}}
{{- define "common.v1.lib.networkpolicy.egress" -}}
{{- $object := .object -}}
- to:
    {{- include "common.v1.lib.networkpolicy.namespace" (dict "object" .object.networkPolicy.dns.namespace) | nindent 4 }}
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- range $name, $dependency := .object.dependsOn }}
{{- $external := get $object.global.externalServices $name | default dict }}
- to:
    {{- if $external }}
    {{- range $external.cidrs }}
    - ipBlock:
        cidr: {{ . | quote }}
    {{- end }}
    {{- else }}
    {{- include "common.v1.lib.networkpolicy.peer" (dict "object" $name "owner" $object) | nindent 4 }}
    {{- end }}
  ports:
    - port: {{ coalesce $external.port $dependency.targetPort $dependency.port | int }}
      protocol: TCP
{{- end }}
{{- if eq .object.workload "statefulset" }}
- to:
    {{- include "common.v1.lib.networkpolicy.peer" (dict "object" .object.name "owner" .object) | nindent 4 }}
{{- end }}
{{- with .object.networkPolicy.extraEgress }}
{{ toYaml . }}
{{- end -}}
{{- end -}}
