{{/*
Adds the claims that the chart itself makes: the data of a deployment, and the dumps of a backup, which outlive the
release. Each has name, size, storageClass, accessModes, keep and idle: whether it may stay unbound until a job first runs.

Usage: {{ include "common.v1.values.claims" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values with names; changed
Returns: nothing
*/}}
{{- define "common.v1.values.claims" -}}
{{- $object := .object -}}
{{- $claims := list -}}
{{- with $object.persistence -}}
{{- if and .enabled (eq $object.workload "deployment") (not .existingClaim) -}}
{{- $claims = append $claims (dict "name" $object.dataName "size" .size "storageClass" .storageClass "accessModes" .accessModes "keep" .retain) -}}
{{- end -}}
{{- end -}}
{{- with $object.backup -}}
{{- if and .enabled (not .existingClaim) -}}
{{- $claims = append $claims (dict "name" $object.backupName "size" .size "storageClass" .storageClass "accessModes" .accessModes "keep" true "idle" true) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "claims" (empty $object.external | ternary $claims list) -}}
{{- end -}}
