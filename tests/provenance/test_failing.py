"""Every failure of a template that real Helm and Go have recorded fails in the same words where its values are sought.

``values_behind`` says nothing where it does not: the dialect that keeps operands needs all checks of the plain one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chartloom.actions.explaining.causes import failed
from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import Release, capabilities, render
from chartloom.gotmpl.errors import ExecError
from chartloom.provenance.failing import Behind, values_behind
from tests.engine.row_charts import NAME, TABLES, chart_files, rows, write_chart

if TYPE_CHECKING:
    from chartloom.chart import Chart

LANGUAGE = Path(__file__).parents[1] / "gotmpl"
OF_LANGUAGE = sorted((LANGUAGE / "cases").glob("*.jsonl"))
# Prints what a row of the language's tables prints, whose data is the dot.
DOT = 'out: {{ include (print .Template.BasePath "/_case.tpl") .Values.dot | b64enc | quote }}\n'
ENDLESS = "nested reference name"


def failing_rows(table: Path) -> list[dict[str, Any]]:
    return [row for row in rows(table) if "error" in row and "template" in row and "request" not in row]


def behind(chart: Chart, values: dict[str, Any]) -> Behind | str | None:
    """What is behind the failure; "" where no template fails, or where it is of no value's making."""
    try:
        render(chart, values, Release("rel"))
    except ChartloomError as error:
        if not isinstance(error.__cause__, ExecError) or ENDLESS in str(error.__cause__):
            return ""
        root, tree, common, *_ = failed(chart, values, Release("rel"), capabilities("", ()), [])
        return values_behind(error.__cause__, root, tree, common)
    return ""


@pytest.mark.parametrize("table", [*TABLES, *OF_LANGUAGE], ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_it_fails_in_the_same_words(table: Path, tmp_path: Path) -> None:
    data = json.loads((LANGUAGE / "data.json").read_text(encoding="utf-8"))
    for number, row in enumerate(failing_rows(table)):
        files = chart_files({NAME: row["template"]}, row.get("files", {}))
        values = row.get("values", {})
        if table in OF_LANGUAGE:
            files[f"templates/{NAME}.yaml"], values = DOT, {"dot": data}
        chart = load_chart(str(write_chart(tmp_path / str(number), files)))
        assert behind(chart, floats(values)) is not None, row


def floats(value: Any) -> Any:
    """Numbers as those of values files are."""
    if isinstance(value, dict):
        return {key: floats(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [floats(inner) for inner in value]
    return float(value) if value.__class__ is int else value


OPERANDS: dict[str, tuple[str, dict[str, Any], set[tuple[str | int, ...]]]] = {
    "an argument of the wrong type": ("{{ upper .Values.a }}", {"a": 1.0}, {("a",)}),
    "a field of nothing": ("{{ .Values.a.b.c }}", {"a": {}}, {("a", "b")}),
    "a field of a text in a variable": ("{{ $a := .Values.a }}{{ $a.b.c }}", {"a": {"b": "x"}}, {("a", "b")}),
    "an item of a range": (
        "{{ range .Values.a }}{{ .b.c.d }}{{ end }}",
        {"a": [{"b": {}}]},
        {("a", 0, "b", "c")},
    ),
    "what a pipeline hands on": ("{{ .Values.a | trunc 3 | add1 | len }}", {"a": "text"}, {("a",)}),
    "both operands": ("{{ if lt .Values.a .Values.b }}{{ end }}", {"a": "x", "b": 1.0}, {("a",), ("b",)}),
    "a map made on the way": ('{{ (dict "k" .Values.a).k.b.c }}', {"a": {}}, {("a", "b")}),
    "the end of a list": ("{{ index .Values.a 3 }}", {"a": [1.0]}, {("a",)}),
    "a range over a text": ("{{ range .Values.a }}{{ end }}", {"a": "x"}, {("a",)}),
    "the name of a template": ("{{ include .Values.a . }}", {"a": "nope"}, {("a",)}),
    "the last of several": ('{{ required "x" (coalesce .Values.a .Values.b) }}', {}, {("a",), ("b",)}),
    "no value at all": ('{{ fail "no" }}', {"a": 1.0}, set()),
}


@pytest.mark.parametrize("title", OPERANDS)
def test_operands(title: str, tmp_path: Path) -> None:
    text, values, expected = OPERANDS[title]
    files = {"Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n", "templates/a.yaml": text}
    found = behind(load_chart(str(write_chart(tmp_path, files))), values)
    assert isinstance(found, Behind)
    assert {*found.operands} == expected
