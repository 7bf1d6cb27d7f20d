{{/*
Names the ingress controller, as far as the class gives it away: haproxy, traefik, or nginx for any other.

Usage: {{ include "common.v1.lib.ingress.controller" (dict "object" .object) }}
Params:
  object - map - required - the service, with the class of its Ingress
Returns: string
*/}}
{{- define "common.v1.lib.ingress.controller" -}}
{{- regexFind "haproxy|traefik" .object.ingress.className | default "nginx" -}}
{{- end -}}
