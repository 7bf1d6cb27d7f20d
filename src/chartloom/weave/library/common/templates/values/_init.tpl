{{/*
Prepares the service once per chart and keeps it on the root as commonV1: the chart's values laid over the defaults
of this library, with these keys added:
  name, fullname, headlessName, configName, serviceAccountName, instance - string - names
  absent - list - dependencies that are needed and switched off
  namespace, usualNamespace - string - its own, and that of every service global.namespaces does not list
  external - map - the entry of global.externalServices when the service is a store that the library does not run
  twice - list - stores that two would run
  ports - list - every port of the container and the Services, complete
  services - list - every Service, by name and form
  enteredPorts, calledPorts - list - those of them that are reached from outside, and by callers
  monitoring.isSwitched - bool - whether the chart says itself if it is monitored
  metricsPort - map - the one that is scraped; empty when none is
  grantedNamespaces - list - from where HTTPRoutes of others lead here
  routes, alerts, panels, roles, testPods - list - what becomes an object or a part of one for each entry
  settings, secretSettings - string - plain and secret settings, as YAML maps
  envSources, configMaps - list - the ConfigMaps it reads settings from, and those its chart makes
  claims - list - the PersistentVolumeClaims that the chart makes itself
  tasks - list - every Job, CronJob and migration, complete
  selectorLabels, labels - string - YAML maps
Fails when the values contradict each other.

Usage: {{ include "common.v1.values.init" . }}
Params:
  . - map - required - the root context of the service's chart
Returns: nothing
*/}}
{{- define "common.v1.values.init" -}}
{{- if not (hasKey . "commonV1") -}}
{{- if not .Values.common -}}
{{- fail "the library chart common keeps its defaults under .Values.common: depend on it under its own name, without an alias" -}}
{{- end -}}
{{- $object := mergeOverwrite (deepCopy .Values.common) (omit .Values "common") -}}
{{- $_ := set $object.monitoring "isSwitched" (hasKey (.Values.monitoring | default dict) "enabled") -}}
{{- $context := dict "root" . "object" $object -}}
{{- include "common.v1.values.names" $context -}}
{{- include "common.v1.values.stores" $context -}}
{{- include "common.v1.values.presence" $context -}}
{{- include "common.v1.values.connections" $context -}}
{{- include "common.v1.values.ports" $context -}}
{{- $_ := set $object.image "tag" ($object.image.tag | default .Chart.AppVersion) -}}
{{- $_ := set $object "external" (get $object.global.externalServices $object.name) -}}
{{- include "common.v1.values.exposure" $context -}}
{{- include "common.v1.values.monitoring" $context -}}
{{- include "common.v1.values.roles" $context -}}
{{- include "common.v1.values.tests" $context -}}
{{- include "common.v1.values.services" $context -}}
{{- include "common.v1.values.settings" $context -}}
{{- include "common.v1.values.configmaps" $context -}}
{{- $_ := set $object "selectorLabels" (include "common.v1.lib.labels.selector" $context) -}}
{{- $_ := set $object "labels" (include "common.v1.lib.labels.all" $context) -}}
{{- include "common.v1.values.claims" $context -}}
{{- include "common.v1.values.tasks" $context -}}
{{- include "common.v1.validate" $context -}}
{{- $_ := set . "commonV1" $object -}}
{{- end -}}
{{- end -}}
