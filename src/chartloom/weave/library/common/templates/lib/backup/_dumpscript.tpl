{{/*
Prints the script of a backup: a dump beside the others, whole or not at all; then what is to be done with it; then the
oldest are removed.

Usage: {{ include "common.v1.lib.backup.dumpscript" . }}
Params:
  object - map - required - the service
Returns: string
*/}}
{{- define "common.v1.lib.backup.dumpscript" -}}
set -eu
rm -f "/backup/$NAME-"*.part
file="/backup/$NAME-$(date -u +%Y%m%dT%H%M%SZ).dump"
part="$file.part"
{{ include (printf "common.v1.lib.backup.dump.%s" (include "common.v1.lib.backup.engine" .)) . }}
mv "$part" "$file"
echo "wrote $file"
{{- with .object.backup.afterwards }}
export FILE="$file"
{{ . }}
{{- end }}
set -- "/backup/$NAME-"*.dump
while [ "$#" -gt "$KEEP" ]; do
  rm "$1"
  echo "removed $1"
  shift
done
{{- end -}}
