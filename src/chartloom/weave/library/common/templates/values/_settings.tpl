{{/*
Adds the settings of the service: settings (plain: service URLs and feature flags, under what env says itself) and
secretSettings (secret.data), both as YAML maps. A variable of secret.data is not read from elsewhere.

Usage: {{ include "common.v1.values.settings" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values with names and presence; changed
Returns: nothing
*/}}
{{- define "common.v1.values.settings" -}}
{{- $object := .object -}}
{{- $env := dict -}}
{{- range $name, $dependency := $object.serviceUrls.enabled | ternary $object.dependsOn dict -}}
{{- $address := $dependency.host | default (include "common.v1.lib.names.address" (dict "object" $name "owner" $object)) -}}
{{- $port := dig $name "port" $dependency.port $object.global.externalServices | int -}}
{{- $variable := printf "%s_URL" (replace "-" "_" $name | upper) -}}
{{- $_ := set $env $variable (printf "%s://%s:%d" $object.serviceUrls.scheme $address $port) -}}
{{- end -}}
{{- range $name, $on := $object.featureFlags -}}
{{- $variable := printf "FEATURE_%s" (regexReplaceAll "[^A-Za-z0-9]+" $name "_" | upper) -}}
{{- $_ := set $env $variable (hasKey $object.global.featureFlags $name | ternary (get $object.global.featureFlags $name) $on) -}}
{{- end -}}
{{- range $name, $value := $object.env -}}
{{- $_ := set $env $name $value -}}
{{- end -}}
{{- $_ := set $object "env" $env -}}
{{- $_ := set $object "settings" (include "common.v1.lib.configmap.data" (dict "object" $env) | trim) -}}
{{- $_ := set $object "secretSettings" (include "common.v1.lib.configmap.data" (dict "object" $object.secret.data) | trim) -}}
{{- range $name, $value := fromYaml $object.secretSettings -}}
{{- $_ := unset $object.secretEnv $name -}}
{{- end -}}
{{- end -}}
