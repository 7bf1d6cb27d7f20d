"""What flowed into a field beside values: the release, and ``Chart.yaml``, of the chart that printed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import chartloom

if TYPE_CHECKING:
    from chartloom.actions.explaining.explained import ExplainedField

FILES = {
    "Chart.yaml": """apiVersion: v2
name: shop
version: 1.0.0
dependencies:
  - {name: cart, version: 2.0.0, alias: basket}
""",
    "values.yaml": 'tag: ""\n',
    "charts/cart/Chart.yaml": """apiVersion: v2
name: cart
version: 2.0.0
appVersion: 9.1.0
annotations: {team: north}
""",
    "charts/cart/values.yaml": 'tag: ""\nrepository: shop/cart\n',
    "charts/cart/templates/map.yaml": """apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
data:
  image: {{ .Values.repository }}:{{ .Values.tag | default .Chart.AppVersion }}
  team: {{ index .Chart.Annotations "team" | upper }}
  revision: "{{ .Release.Revision }}"
  {{- if eq .Chart.Version "2.0.0" }}
  literal: text
  {{- end }}
""",
}


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ExplainedField]:
    folder = tmp_path_factory.mktemp("built-in")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    [found] = chartloom.explain(str(folder), release=chartloom.Release("a"), cache="")
    return {field.pointer: field for field in found.fields}


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        # An alias is the name of the chart, and Chart.yaml still the place where it has one.
        ("/metadata/name", [(".Chart.Name", "Chart.yaml:2:1", "name: cart"), (".Release.Name", "", "")]),
        ("/data/image", [(".Chart.AppVersion", "Chart.yaml:4:1", "appVersion: 9.1.0")]),
        ("/data/team", [(".Chart.Annotations.team", "Chart.yaml:5:15", "annotations: {team: north}")]),
        ("/data/revision", [(".Release.Revision", "", "")]),
        ("/data/literal", []),
    ],
)
def test_a_field_names_what_is_in_it_beside_values(
    fields: dict[str, ExplainedField], pointer: str, expected: list[tuple[str, str, str]]
) -> None:
    found = [
        (one.name, str(one.span).rpartition("/")[2] if one.span else "", one.source)
        for one in fields[pointer].built_in
    ]
    assert found == expected


def test_it_is_no_value(fields: dict[str, ExplainedField]) -> None:
    names = {v.name for field in fields.values() for v in (*field.flowed, *field.decided)}
    assert names == {"basket.repository", "basket.tag"}
