"""Templates nested deeper than Python's own grammar allows: an error that says so, never a traceback.

Helm renders all of them; the limits (100 conditions, 20 ranges within each other) are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom import ChartloomError, load_chart, render

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom import Chart

DEEP = {
    "parentheses": "a: {{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "conditions": "{{ if true }}" * 120 + "{{ end }}" * 120,
    "ranges": "{{ range $x := list 1 }}" * 25 + "{{ end }}" * 25,
    "conditions of a definition": '{{ define "d" }}'
    + "{{ if true }}" * 120
    + "{{ end }}" * 120
    + '{{ end }}{{ include "d" . }}',
}


def chart_of(folder: Path, template: str) -> Chart:
    (folder / "templates").mkdir()
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: deep\nversion: 1.0.0\n", encoding="utf-8")
    (folder / "templates" / "a.yaml").write_text(template, encoding="utf-8")
    (folder / "templates" / "b.yaml").write_text("b: 1\n", encoding="utf-8")
    return load_chart(str(folder))


@pytest.mark.parametrize("template", DEEP.values(), ids=DEEP.keys())
def test_too_deep_is_said(tmp_path: Path, template: str) -> None:
    with pytest.raises(ChartloomError) as caught:
        render(chart_of(tmp_path, template))
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.message) == ("template-syntax", "template is nested too deeply")
    assert diagnostic.span is not None
    assert diagnostic.span.file == str(tmp_path / "templates" / "a.yaml")


@pytest.mark.parametrize(
    "template",
    ["a: {{ " + "(" * 250 + "1" + ")" * 250 + " }}", "{{ if true }}" * 90 + "a: 1" + "{{ end }}" * 90],
    ids=["parentheses", "conditions"],
)
def test_deep_is_rendered(tmp_path: Path, template: str) -> None:
    assert [m.content for m in render(chart_of(tmp_path, template)).manifests] == ["a: 1", "b: 1\n"]
