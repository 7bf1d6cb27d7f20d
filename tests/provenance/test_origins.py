"""What flows into each field and what decides it, construct by construct and function by function."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import render
from chartloom.engine.functions import FUNCTIONS
from chartloom.provenance.rules import RULES
from chartloom.provenance.trace import Trace, trace

TABLE = Path(__file__).parent / "cases" / "origins.jsonl"
ROWS = [json.loads(line, parse_int=float) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def chart_of(folder: Path, template: str) -> Any:
    (folder / "templates").mkdir()
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: top\nversion: 1.0.0\n")
    (folder / "templates" / "a.yaml").write_text(template)
    return load_chart(str(folder))


def dotted(leaves: frozenset[tuple[str | int, ...]]) -> list[str]:
    return sorted(".".join(map(str, leaf)) for leaf in leaves)


def origins(traced: Trace) -> dict[str, tuple[list[str], list[str]]]:
    (document,) = traced.documents()
    return {
        "/" + "/".join(map(str, field.located.path)): (dotted(field.flow), dotted(field.control))
        for field in document.fields()
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_origins(row: dict[str, Any], tmp_path: Path) -> None:
    found = origins(trace(chart_of(tmp_path, row["template"]), row["values"]))
    assert {path: found[path][0] for path in row["flow"]} == row["flow"]
    for path, decided in row.get("decided", {}).items():
        assert found[path][1] == decided


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_tracing_prints_what_rendering_prints(row: dict[str, Any], tmp_path: Path) -> None:
    chart = chart_of(tmp_path, row["template"])
    traced = [document.manifest.content for document in trace(chart, row["values"]).documents()]
    assert traced == [manifest.content for manifest in render(chart, row["values"]).manifests]


def test_every_function_has_a_rule() -> None:
    assert set(RULES) == FUNCTIONS.names()


def test_places_and_includes(tmp_path: Path) -> None:
    template = '{{ define "d" }}x{{ .Values.a }}{{ end -}}\nf:\n  g: {{ include "d" . }}\n'
    (document,) = trace(chart_of(tmp_path, template), {"a": "one"}).documents()
    (field,) = document.fields()
    assert field.segment is not None
    assert field.segment.emitted is not None
    assert template[field.segment.emitted.offset :].startswith(".Values.a")
    (include,) = field.segment.chain
    assert template[include.offset :].startswith("include")


def test_what_switches_a_chart_on_decides_all_of_it(tmp_path: Path) -> None:
    inner = tmp_path / "charts" / "sub"
    (inner / "templates").mkdir(parents=True)
    (tmp_path / "Chart.yaml").write_text(
        "apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n"
        "- {name: sub, version: 1.0.0, condition: 'none.enabled,sub.enabled', tags: [all]}\n"
    )
    (inner / "Chart.yaml").write_text("apiVersion: v2\nname: sub\nversion: 1.0.0\n")
    (inner / "templates" / "a.yaml").write_text("f: {{ .Values.global.g }}{{ .Values.x }}\n")
    chart = load_chart(str(tmp_path))
    switched = origins(trace(chart, {"sub": {"enabled": True, "x": 1.0}, "global": {"g": 2.0}}))
    assert switched == {"/f": (["sub.global.g", "sub.x"], ["none.enabled", "sub.enabled"])}
    tagged = origins(trace(chart, {"tags": {"all": True}}))
    assert tagged["/f"][1] == ["none.enabled", "sub.enabled", "sub.global.g", "sub.x", "tags.all"]


def test_literal_text_has_a_place_for_each_character(tmp_path: Path) -> None:
    template = (
        '{{ define "d" }}\nh: one\n# {{ .Values.a }}\ni: two\n{{- end -}}\n'
        'kind: A\nf:\n  {{- include "d" . | nindent 2 }}\n  k: "three"\nlast: four\n'
    )
    (document,) = trace(chart_of(tmp_path, template), {"a": "x"}).documents()
    shown = {}
    for field in document.fields():
        assert field.segment is not None
        assert field.segment.emitted is not None
        shown[field.located.text] = template[field.segment.emitted.offset :].partition("\n")[0]
    assert shown == {"A": "A", "one": "one", "two": "two", "three": '"three"', "four": "four"}


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("f: {{ trunc 2 .Values.n }}", "wrong type for value; expected string; got float64"),
        ('f: {{ include "none" . }}', 'no template "none"'),
        ('f: {{ required "f!" .Values.none }}', "f!"),
    ],
)
def test_what_fails_fails_as_it_does_in_rendering(template: str, message: str, tmp_path: Path) -> None:
    chart = chart_of(tmp_path, template)
    with pytest.raises(ChartloomError, match=message) as traced:
        trace(chart, {"n": 1.0})
    with pytest.raises(ChartloomError) as rendered:
        render(chart, {"n": 1.0})
    assert str(traced.value) == str(rendered.value)


def test_a_definition_that_asks_which_template_runs_is_asked_anew(tmp_path: Path) -> None:
    define = '{{ define "d" }}{{ .Template.Name }}{{ end }}{{ define "e" }}{{ include "d" . }}{{ end }}'
    define += '{{ define "g" }}{{ index . "Template" "Name" }}{{ end }}'
    chart_of(tmp_path, define + 'f: {{ include "e" . }}\ng: {{ include "g" . }}\n')
    other = (
        'f: {{ include "e" . }}\ng: {{ include "g" . }}\n{{ if .Values.p }}{{ end }}h: {{ include "e" . }}\n'
    )
    (tmp_path / "templates" / "b.yaml").write_text(other)
    chart = load_chart(str(tmp_path))
    rendered = [manifest.content for manifest in render(chart).manifests]
    assert [document.manifest.content for document in trace(chart).documents()] == rendered


def test_chance_is_tried_anew(tmp_path: Path) -> None:
    template = '{{ define "d" }}{{ randAlphaNum 20 }}{{ end }}{{ define "e" }}{{ include "d" . }}{{ end }}'
    template += '{{ define "t" }}{{ tpl "{{ randAlphaNum 20 }}" . }}{{ end }}'
    each = [f'{name}{n}: {{{{ include "{name}" . }}}}' for name in "det" for n in range(2)]
    (document,) = trace(chart_of(tmp_path, template + "\n".join(each))).documents()
    assert len({field.located.text for field in document.fields()}) == 6
