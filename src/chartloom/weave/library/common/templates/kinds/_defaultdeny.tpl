{{/*
Prints the NetworkPolicy that denies everything in one namespace of the fleet; the policies of the services allow what they
declare.

Usage: {{ include "common.v1.kinds.defaultdeny" (dict "root" . "object" $policy) }}
Params:
  root - map - required - the root context of the umbrella
  object - map - required - the policy, as values.fleet makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.defaultdeny" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "common.v1.lib.names.cut" (dict "object" .object.instance "suffix" "-default-deny") | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    app.kubernetes.io/part-of: {{ .object.instance | quote }}
    app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
spec:
  podSelector:
    {{- toYaml .object.fleet.defaultDeny.podSelector | nindent 4 }}
  policyTypes:
    - Ingress
    - Egress
{{- end -}}
