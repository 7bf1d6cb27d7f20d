"""Stand-ins for third-party charts: charts of ours with their names, versions and ways of naming Services.

The real ones lie in repositories that no test may ask. A stand-in has what a fleet relies on: a StatefulSet with the
labels, and a Service under the name, that the real chart would make of the values it is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["place_standins"]

VALUES = {"nameOverride": "", "fullnameOverride": "", "port": 80, "architecture": "standalone"}
MANIFESTS = """\
{{- $name := .Values.fullnameOverride | default .Chart.Name }}
{{- $app := .Values.nameOverride | default .Chart.Name }}
{{- $labels := dict "app.kubernetes.io/name" $app "app.kubernetes.io/instance" .Release.Name }}
{{- $suffixes := dict "replication" "-primary" "replicaset" "-headless" }}
{{- $suffix := eq .Chart.Name "redis" | ternary "-master" (get $suffixes .Values.architecture) }}
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}{{ $suffix }}
  namespace: {{ .Release.Namespace }}
spec:
  ports: [{name: main, port: {{ .Values.port }}}]
  selector:
    {{- toYaml $labels | nindent 4 }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
spec:
  serviceName: {{ $name }}
  selector:
    matchLabels:
      {{- toYaml $labels | nindent 6 }}
  template:
    metadata:
      labels:
        {{- toYaml $labels | nindent 8 }}
    spec:
      containers:
        - name: main
          image: example.com/{{ .Chart.Name }}:{{ .Chart.Version }}
"""


def place_standins(helm: Path) -> None:
    """Put a stand-in for each third-party chart into ``charts/`` of the woven chart that depends on it."""
    for chart in sorted(helm.rglob("Chart.yaml")):
        for dependency in yaml.safe_load(chart.read_text("utf-8")).get("dependencies", []):
            if not dependency["repository"].startswith("file://"):
                _write(chart.parent / "charts" / dependency["name"], dependency)


def _write(folder: Path, dependency: dict[str, str]) -> None:
    chart = {"apiVersion": "v2", "name": dependency["name"], "version": dependency["version"]}
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text(yaml.safe_dump(chart), encoding="utf-8")
    (folder / "values.yaml").write_text(yaml.safe_dump(VALUES), encoding="utf-8")
    (folder / "templates" / "all.yaml").write_text(MANIFESTS, encoding="utf-8")
