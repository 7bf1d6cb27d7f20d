{{/*
Prints the script of a restore: of the file that is named, or of the latest dump.

Usage: {{ include "common.v1.lib.backup.restorescript" . }}
Params:
  object - map - required - the service
Returns: string
*/}}
{{- define "common.v1.lib.backup.restorescript" -}}
set -eu
file="/backup/$FROM"
if [ "$FROM" = latest ]; then
  for file in "/backup/$NAME-"*.dump; do :; done
fi
if [ ! -f "$file" ]; then
  echo "there is no dump $file" >&2
  exit 1
fi
echo "restoring $file"
{{ include (printf "common.v1.lib.backup.restore.%s" (include "common.v1.lib.backup.engine" .)) . }}
{{- end -}}
