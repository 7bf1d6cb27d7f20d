{{/*
Says whether a service of the fleet takes part: an umbrella lists in global.present those that are switched on; a chart
that is installed alone, or in a release that holds only a part of the fleet, takes all of them to be there.

Usage: {{ include "common.v1.lib.presence.has" (dict "object" "mongodb" "owner" .object) }}
Params:
  object - string - required - the name of the service
  owner - map - required - the service that asks
Returns: "true", or nothing
*/}}
{{- define "common.v1.lib.presence.has" -}}
{{- $global := .owner.global -}}
{{- if or $global.partial (not $global.present) (hasKey $global.present .object) -}}
true
{{- end -}}
{{- end -}}
