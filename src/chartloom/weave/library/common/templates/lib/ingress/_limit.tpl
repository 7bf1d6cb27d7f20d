{{/*
Prints the annotations by which the ingress controller limits what a client may ask for; nothing without a limit. There
are two controllers for haproxy, and each leaves the words of the other alone.

Usage: {{ include "common.v1.lib.ingress.limit" (dict "object" $object) }}
Params:
  object - map - required - the service, with names and the class of its Ingress
Returns: YAML map, or nothing
*/}}
{{- define "common.v1.lib.ingress.limit" -}}
{{- $controller := include "common.v1.lib.ingress.controller" . -}}
{{- with .object.ingress.rateLimit | int -}}
{{- if eq $controller "nginx" -}}
nginx.ingress.kubernetes.io/limit-rps: {{ . | quote }}
{{- else if eq $controller "haproxy" -}}
haproxy.org/rate-limit-period: 1s
haproxy.org/rate-limit-requests: {{ . | quote }}
haproxy-ingress.github.io/limit-rps: {{ . | quote }}
{{- else -}}
traefik.ingress.kubernetes.io/router.middlewares: {{ printf "%s-%s@kubernetescrd" $.object.namespace $.object.limitName }}
{{- end -}}
{{- end -}}
{{- end -}}
