{{/*
Prepares what a fleet has once, and keeps it on the root as commonV1Fleet: a list of namespaces and policies, each with kind,
name, instance and what it needs. Helm stores its release in the release's own namespace before it makes anything, so that
this one is made only where it is asked for.

Usage: {{ include "common.v1.values.fleet" . }}
Params:
  . - map - required - the root context of the umbrella
Returns: nothing
*/}}
{{- define "common.v1.values.fleet" -}}
{{- $fleet := .Values.common.fleet -}}
{{- $global := mergeOverwrite (deepCopy .Values.common.global) (.Values.global | default dict) -}}
{{- $owner := dict "global" $global -}}
{{- $spaces := list ($global.namespace | default .Release.Namespace) -}}
{{- range $name, $namespace := $global.namespaces -}}
{{- if include "common.v1.lib.presence.has" (dict "object" $name "owner" $owner) -}}
{{- $spaces = append $spaces $namespace -}}
{{- end -}}
{{- end -}}
{{- $instance := include "common.v1.lib.names.cut" (dict "object" ($global.partOf | default .Release.Name) "suffix" "") -}}
{{- $made := list -}}
{{- $closed := list -}}
{{- range $namespace := uniq $spaces | sortAlpha -}}
{{- $object := dict "namespace" $namespace "instance" $instance "fleet" $fleet -}}
{{- if and $fleet.namespace.create (or (ne $namespace $.Release.Namespace) $fleet.namespace.release) -}}
{{- $made = append $made (merge (dict "kind" "namespace") $object) -}}
{{- end -}}
{{- if $fleet.defaultDeny.enabled -}}
{{- $closed = append $closed (merge (dict "kind" "defaultdeny") $object) -}}
{{- end -}}
{{- end -}}
{{- $_ := set . "commonV1Fleet" (concat $made $closed) -}}
{{- end -}}
