{{/*
Makes the name of the volume behind a writable path: /var/cache/nginx is writable-var-cache-nginx.

Usage: {{ include "common.v1.lib.names.volume" (dict "object" "/tmp") }}
Params:
  object - string - required - the path
Returns: string
*/}}
{{- define "common.v1.lib.names.volume" -}}
{{- $text := regexReplaceAll "[^a-z0-9]+" (lower .object) "-" | trimAll "-" -}}
{{- include "common.v1.lib.names.cut" (dict "object" (printf "writable-%s" $text) "suffix" "") -}}
{{- end -}}
