"""The reasons for a field are told in the order of how near they are to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.actions.explaining.explain import explain

if TYPE_CHECKING:
    from pathlib import Path

VALUES = """far: true
near: true
inner: true
usual: 1
"""
TEMPLATE = """{{- if and .Values.far (not .Values.missing) }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: one
data:
  {{- if .Values.near }}
  other: x
  {{- if .Values.inner }}
  text: {{ .Values.text | default .Values.usual | quote }}
  {{- end }}
  {{- end }}
{{- end }}
"""


@pytest.fixture
def chart(tmp_path: Path) -> str:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: one\nversion: 1.0.0\n")
    (tmp_path / "values.yaml").write_text(VALUES)
    (tmp_path / "templates" / "map.yaml").write_text(TEMPLATE)
    return str(tmp_path)


def decided(chart: str, field: str, values: dict[str, object]) -> list[str]:
    [found] = explain(chart, "ConfigMap/one", field, values=values, cache="")
    text = next(one for one in found.fields if one.path == ("data", "text"))
    return [value.name for value in text.decided]


def test_the_innermost_condition_comes_first_and_what_is_not_set_last(chart: str) -> None:
    assert decided(chart, "data.text", {}) == ["inner", "near", "far", "text", "missing"]


def test_what_somebody_has_set_comes_before_defaults(chart: str) -> None:
    assert decided(chart, "data.text", {"near": 1}) == ["near", "inner", "far", "text", "missing"]


def test_what_decides_all_of_an_object_comes_last_whoever_has_set_it(chart: str) -> None:
    assert decided(chart, "data.text", {"far": 1}) == ["inner", "near", "far", "text", "missing"]


def test_of_whole_objects_reasons_stand_by_their_names(chart: str) -> None:
    assert decided(chart, "", {}) == ["far", "inner", "missing", "near", "text"]
