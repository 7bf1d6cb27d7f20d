{{/*
Prints the ReferenceGrant that lets HTTPRoutes of other namespaces lead to the Services of this one.

Usage: {{ include "common.v1.kinds.referencegrant" . }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
Returns: YAML document
*/}}
{{- define "common.v1.kinds.referencegrant" -}}
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: {{ .object.fullname | quote }}
  namespace: {{ .object.namespace | quote }}
  labels:
    {{- .object.labels | nindent 4 }}
spec:
  from:
    {{- range .object.grantedNamespaces }}
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      namespace: {{ . | quote }}
    {{- end }}
  to:
    - group: ""
      kind: Service
      name: {{ .object.fullname | quote }}
{{- end -}}
