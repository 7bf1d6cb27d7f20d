{{/*
Prints one Namespace of the fleet, with the level of the Pod Security Standards that its pods are held to. It outlives the
release: with a namespace goes everything in it.

Usage: {{ include "common.v1.kinds.namespace" (dict "root" . "object" $namespace) }}
Params:
  root - map - required - the root context of the umbrella
  object - map - required - the namespace, as values.fleet makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.namespace" -}}
apiVersion: v1
kind: Namespace
metadata:
  name: {{ .object.namespace | quote }}
  labels:
    app.kubernetes.io/part-of: {{ .object.instance | quote }}
    app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
    {{- with .object.fleet.namespace.podSecurity }}
    pod-security.kubernetes.io/audit: {{ . }}
    pod-security.kubernetes.io/enforce: {{ . }}
    pod-security.kubernetes.io/warn: {{ . }}
    {{- end }}
    {{- with .object.fleet.namespace.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    helm.sh/resource-policy: keep
{{- end -}}
