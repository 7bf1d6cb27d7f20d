{{/*
Makes the key under which a ConfigMap holds a file: /etc/nginx/nginx.conf is etc-nginx-nginx.conf.

Usage: {{ include "common.v1.lib.names.file" (dict "object" "/etc/nginx/nginx.conf") }}
Params:
  object - string - required - the path of the file
Returns: string
*/}}
{{- define "common.v1.lib.names.file" -}}
{{- regexReplaceAll "[^-._a-zA-Z0-9]+" .object "-" | trimAll "-" -}}
{{- end -}}
