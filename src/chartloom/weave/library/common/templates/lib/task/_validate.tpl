{{/*
Lists the mistakes of the tasks.

Usage: {{ include "common.v1.lib.task.validate" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: lines, or nothing
*/}}
{{- define "common.v1.lib.task.validate" -}}
{{- $seen := dict -}}
{{- range .object.tasks -}}
{{- $head := printf "- Task %q:" .name -}}
{{- if not (or .command .args .image.repository) }}
{{ $head }} {{ .key }} says nothing to run; set {{ .key }}.command or {{ .key }}.args
{{- end -}}
{{- if and .image.repository (not (or .image.tag .image.digest)) }}
{{ $head }} {{ .key }}.image.repository is {{ .image.repository | quote }} without a tag; set {{ .key }}.image.tag
{{- end -}}
{{- if and (eq .sort "cronjob") .hook.events }}
{{ $head }} {{ .key }}.hook makes a hook of a CronJob, which Helm would run never or always; give it to one of jobs
{{- end -}}
{{- if hasKey $seen .name }}
{{ $head }} {{ .key }} and {{ get $seen .name }} have the same name; rename one
{{- end -}}
{{- $_ := set $seen .name .key -}}
{{- $task := . -}}
{{- range $name, $source := .secretEnv -}}
{{- if hasKey $task.env $name }}
{{ $head }} {{ $task.key }}.env.{{ $name }} and {{ $task.key }}.secretEnv.{{ $name }} set the same variable; remove one
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
