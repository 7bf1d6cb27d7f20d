{{/*
Adds the list of test pods to the service, each with name and checks, and each check with name and command: connectivity
(the main port accepts connections), api (the path of the health answers), integration (so does each dependency).

Usage: {{ include "common.v1.values.tests" (dict "root" . "object" $object) }}
Params:
  root - map - required - the root context of the chart
  object - map - required - the merged values, complete; changed
Returns: nothing
*/}}
{{- define "common.v1.values.tests" -}}
{{- $object := .object -}}
{{- $pods := list -}}
{{- if include "common.v1.lib.tests.enabled" . -}}
{{- if and $object.tests.connectivity.enabled $object.service.enabled $object.calledPorts -}}
{{- $checks := list -}}
{{- range $object.calledPorts -}}
{{- if eq .protocol "TCP" -}}
{{- $checks = append $checks (dict "name" .name "command" (list "nc" "-z" "-w" "2" $object.fullname (.port | int | toString))) -}}
{{- end -}}
{{- end -}}
{{- $pods = append $pods (dict "name" "connectivity" "checks" $checks) -}}
{{- end -}}
{{- with include "common.v1.lib.tests.url" . -}}
{{- $pods = append $pods (dict "name" "api" "checks" (list (dict "name" "api" "command" (list "wget" "-q" "-T" "5" "-O" "/dev/null" .)))) -}}
{{- end -}}
{{- $checks := list -}}
{{- range $name, $dependency := $object.dependsOn -}}
{{- $external := get $object.global.externalServices $name | default dict -}}
{{- $host := .host | default (include "common.v1.lib.names.address" (dict "object" $name "owner" $object)) -}}
{{- $port := $external.port | default .port | int | toString -}}
{{- $checks = append $checks (dict "name" $name "command" (list "nc" "-z" "-w" "2" $host $port)) -}}
{{- end -}}
{{- if and $object.tests.integration.enabled $checks -}}
{{- $pods = append $pods (dict "name" "integration" "checks" $checks) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $object "testPods" $pods -}}
{{- end -}}
