{{/*
Prints the init container that waits until a dependency accepts connections, and gives up loudly after a while.

Usage: {{ include "common.v1.lib.container.wait" (dict "object" $dependency "name" "mongodb" "owner" .object) }}
Params:
  object - map - required - the dependency: port, host
  name - string - required - its name
  owner - map - required - the service that waits
Returns: YAML list
*/}}
{{- define "common.v1.lib.container.wait" -}}
{{- $external := get .owner.global.externalServices .name | default dict -}}
- name: {{ include "common.v1.lib.names.cut" (dict "object" (printf "wait-for-%s" .name) "suffix" "") | quote }}
  image: {{ include "common.v1.lib.image.reference" (dict "object" .owner.waitFor.image "owner" .owner) | quote }}
  imagePullPolicy: {{ .owner.waitFor.image.pullPolicy }}
  command:
    - sh
    - -c
    - |
      attempt=1
      until nc -z -w 2 "$1" "$2"; do
        if [ "$attempt" -ge "$3" ]; then
          echo "$1:$2 did not answer in $3 attempts" >&2
          exit 1
        fi
        echo "waiting for $1:$2, attempt $attempt of $3"
        attempt=$((attempt + 1))
        sleep "$4"
      done
      echo "$1:$2 answers"
  args:
    - wait-for
    - {{ .object.host | default (include "common.v1.lib.names.address" (dict "object" .name "owner" .owner)) | quote }}
    - {{ $external.port | default .object.port | int | quote }}
    - {{ .owner.waitFor.attempts | int | quote }}
    - {{ .owner.waitFor.intervalSeconds | int | quote }}
  {{- with .owner.waitFor.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .owner.waitFor.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
