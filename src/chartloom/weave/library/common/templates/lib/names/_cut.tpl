{{/*
Makes a valid name of a text and a suffix: lower case, 63 characters or as many as there is room for; a text that had to
be cut ends in a hash of the whole.

Usage: {{ include "common.v1.lib.names.cut" (dict "object" "catalogue" "suffix" "-config") }}
Params:
  object - string - required - the text
  suffix - string - required - what the name ends with; may be empty
  room - int - optional - the most characters of the name
Returns: string
*/}}
{{- define "common.v1.lib.names.cut" -}}
{{- $text := lower .object -}}
{{- $room := int (sub (.room | default 63) (len .suffix)) -}}
{{- if gt (len $text) $room -}}
{{- $text = printf "%s-%s" ($text | trunc (int (sub $room 9)) | trimSuffix "-") (sha256sum .object | trunc 8) -}}
{{- end -}}
{{- trimSuffix "-" $text }}{{ .suffix -}}
{{- end -}}
