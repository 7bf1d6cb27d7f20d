{{/*
Prints one VolumeSnapshot of the claim of one pod of a statefulset; it outlives the release.

Usage: {{ include "common.v1.kinds.volumesnapshot" (dict "root" . "object" "before-2-0" "pod" 0 "owner" .commonV1) }}
Params:
  root - map - required - the root context of the chart
  object - string - required - the name of the snapshot
  pod - int - required - the number of the pod
  owner - map - required - the service it belongs to
Returns: YAML document
*/}}
{{- define "common.v1.kinds.volumesnapshot" -}}
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: {{ printf "%s-%d-%s" .owner.fullname .pod .object | quote }}
  namespace: {{ .owner.namespace | quote }}
  labels:
    {{- .owner.labels | nindent 4 }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  {{- with .owner.backup.snapshotClass }}
  volumeSnapshotClassName: {{ . | quote }}
  {{- end }}
  source:
    persistentVolumeClaimName: {{ printf "data-%s-%d" .owner.fullname .pod | quote }}
{{- end -}}
