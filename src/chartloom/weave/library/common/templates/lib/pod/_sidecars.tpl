{{/*
Prints the sidecars: the log shipper, then those given. Where the cluster knows native sidecars (Kubernetes 1.29), they
are init containers that never end, so that they run before and after everything else.

Usage: {{ include "common.v1.lib.pod.sidecars" (dict "root" . "object" .object "native" true) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the service, as values.init makes it
  native - bool - required - for which of the two places they are wanted
Returns: YAML list, or nothing
*/}}
{{- define "common.v1.lib.pod.sidecars" -}}
{{- $isNative := semverCompare ">=1.29.0-0" .root.Capabilities.KubeVersion.Version -}}
{{- if eq .native $isNative -}}
{{- $sidecars := list -}}
{{- if .object.logShipper.enabled -}}
{{- $sidecars = append $sidecars (include "common.v1.lib.container.logshipper" . | fromYaml) -}}
{{- end -}}
{{- range .object.sidecars -}}
{{- $sidecars = append $sidecars ($isNative | ternary (merge (dict "restartPolicy" "Always") .) .) -}}
{{- end -}}
{{- include "common.v1.lib.container.given" (dict "object" $sidecars "owner" .object) -}}
{{- end -}}
{{- end -}}
