{{/*
Prints what the backup and the restore say as tasks: who is dumped, and where the dumps lie.

Usage: {{ include "common.v1.lib.backup.task" (dict "object" $object "script" $script) }}
Params:
  object - map - required - the service
  script - string - required - what runs
Returns: YAML map
*/}}
{{- define "common.v1.lib.backup.task" -}}
waitFor: false
command: [sh, -c]
args:
  - {{ .script | toJson }}
env:
  NAME: {{ .object.fullname | quote }}
  HOST: {{ .object.backup.host | default .object.fullname | quote }}
  PORT: {{ .object.service.port | int | quote }}
  KEEP: {{ .object.backup.keep | int | quote }}
  FROM: {{ .object.backup.restoreFrom | quote }}
extraVolumes:
  - name: backup
    persistentVolumeClaim:
      claimName: {{ .object.backup.existingClaim | default .object.backupName | quote }}
extraVolumeMounts:
  - name: backup
    mountPath: /backup
{{- end -}}
