{{/*
Prints a container that runs a command until it succeeds, and fails after a number of attempts.

Usage: {{ include "common.v1.lib.container.check" (dict "object" $check "owner" .object) }}
Params:
  object - map - required - the check: name, command
  owner - map - required - the service that is tested
Returns: YAML list
*/}}
{{- define "common.v1.lib.container.check" -}}
- name: {{ .object.name | quote }}
  image: {{ include "common.v1.lib.image.reference" (dict "object" .owner.tests.image "owner" .owner) | quote }}
  imagePullPolicy: {{ .owner.tests.image.pullPolicy }}
  command:
    - sh
    - -c
    - |
      attempts="$1"
      pause="$2"
      shift 2
      attempt=1
      until "$@"; do
        if [ "$attempt" -ge "$attempts" ]; then
          echo "failed in $attempts attempts: $*" >&2
          exit 1
        fi
        attempt=$((attempt + 1))
        sleep "$pause"
      done
      echo "passed: $*"
  args:
    - check
    - {{ .owner.tests.attempts | int | quote }}
    - {{ .owner.tests.intervalSeconds | int | quote }}
    {{- range .object.command }}
    - {{ . | quote }}
    {{- end }}
  {{- with .owner.tests.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .owner.tests.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
