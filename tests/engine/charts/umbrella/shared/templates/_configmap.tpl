{{- define "shared.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .name }}
  labels: {{ .ctx.Values.global.labels | toJson }}
data:
  chart: {{ .ctx.Chart.Name }}
{{- end -}}
