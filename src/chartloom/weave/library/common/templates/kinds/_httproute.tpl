{{/*
Prints one HTTPRoute: the hosts that share a list of paths.

Usage: {{ include "common.v1.kinds.httproute" (dict "root" . "object" $route "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the route: name, hosts, paths
  owner - map - required - the service it belongs to
Returns: YAML document
*/}}
{{- define "common.v1.kinds.httproute" -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: {{ .object.name | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  {{- with .owner.httpRoute.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  parentRefs:
    {{- toYaml .owner.httpRoute.parentRefs | nindent 4 }}
  hostnames:
    {{- toYaml .object.hosts | nindent 4 }}
  rules:
    {{- range .object.paths }}
    - matches:
        - path:
            type: {{ eq .pathType "Exact" | ternary "Exact" "PathPrefix" }}
            value: {{ .path | quote }}
      {{- with $.owner.httpRoute.filters }}
      filters:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      backendRefs:
        - name: {{ .service | quote }}
          {{- with include "common.v1.lib.names.elsewhere" (dict "object" .service "owner" $.owner) }}
          namespace: {{ . | quote }}
          {{- end }}
          port: {{ .number | int }}
      {{- with $.owner.httpRoute.timeouts }}
      timeouts:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    {{- end }}
{{- end -}}
