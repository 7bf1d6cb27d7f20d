"""Tracing only the templates that print what is asked for says the same as tracing all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.chart import load_chart
from chartloom.provenance.narrowed import part_of
from chartloom.provenance.trace import Trace, trace

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.chart import Chart

VALUES = {"a": "one", "b": "two", "m": {"x": "ex"}, "global": {"g": "gee"}}


def chart_of(folder: Path, templates: dict[str, str]) -> Chart:
    """A chart with a chart ``sub`` inside; a template of that is called ``sub/NAME``."""
    for inner, name in ((folder, "top"), (folder / "charts" / "sub", "sub")):
        (inner / "templates").mkdir(parents=True)
        (inner / "Chart.yaml").write_text(f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")
        (inner / "values.yaml").write_text("own: {x: mine}\n")
    for path, text in templates.items():
        inside, _, name = path.rpartition("/")
        base = folder / "charts" / inside if inside else folder
        (base / "templates" / f"{name}.yaml").write_text(text)
    return load_chart(str(folder))


def fields(traced: Trace) -> list[object]:
    return [
        [(field.located.path, field.located.text, field.flow, field.control) for field in document.fields()]
        for document in traced.documents()
        if document.manifest.name == "w"
    ]


HEAD = "kind: A\nmetadata: {name: w}\n"
OTHER = "kind: B\nmetadata: {name: o}\n"

# Templates run from the last name of the deepest folder to the first.
CASES = {
    "alone": ({"a": HEAD + "f: {{ .Values.a }}", "b": OTHER + "f: {{ .Values.b }}"}, ["a"]),
    "a value was set before": (
        {"a": HEAD + "f: {{ .Values.a }}", "b": OTHER + '{{ $_ := set .Values "a" .Values.b }}', "c": OTHER},
        ["a", "b"],
    ),
    "a value is set afterwards": (
        {"b": HEAD + "f: {{ .Values.a }}", "a": OTHER + '{{ $_ := set .Values "a" .Values.b }}'},
        ["b"],
    ),
    "a map of its own is changed": (
        {
            "a": HEAD + "f: {{ .Values.m.x }}",
            "b": OTHER + '{{ $d := dict "x" 1 }}{{ $_ := merge $d .Values.m }}{{ $_ := unset $d "x" }}',
        },
        ["a"],
    ),
    "a merge changes a map inside": (
        {
            "a": HEAD + "f: {{ .Values.m.y }}",
            "b": OTHER + '{{ $d := dict "m" .Values.m }}{{ $_ := merge $d (dict "m" (dict "y" .Values.b)) }}',
        },
        ["a", "b"],
    ),
    "what was put there is changed": (
        {
            "a": HEAD + "f: {{ .Values.new.k }}",
            "b": OTHER + '{{ $_ := set .Values.new "k" .Values.b }}',
            "c": OTHER + '{{ $_ := set .Values "new" (dict "k" .Values.a) }}',
        },
        ["a", "b", "c"],
    ),
    "what merged in is changed": (
        {
            "a": HEAD + "f: {{ .Values.m.new.k }}",
            "b": OTHER + '{{ $_ := set .Values.m.new "k" .Values.b }}',
            "c": OTHER + '{{ $_ := merge .Values.m (dict "new" (dict "k" .Values.a)) }}',
        },
        ["a", "b", "c"],
    ),
    "the dot is changed": (
        {"a": HEAD + "f: {{ .seen }}", "b": OTHER + '{{ $_ := set . "seen" .Values.a }}'},
        ["a", "b"],
    ),
    "another chart changes its own": (
        {"sub/a": HEAD + "f: {{ .Values.own.x }}", "b": OTHER + '{{ $_ := set .Values.m "x" "y" }}'},
        ["sub/a"],
    ),
    "a chart inside changes its own, which can be seen": (
        {"a": HEAD + "f: {{ .Values.sub.own.x }}", "sub/b": OTHER + '{{ $_ := set .Values.own "x" "y" }}'},
        ["a", "sub/b"],
    ),
    "several": ({"a": HEAD + "f: {{ .Values.a }}", "b": HEAD + "f: {{ .Values.b }}", "c": OTHER}, ["a", "b"]),
    "none": ({"a": OTHER + '{{ $_ := set .Values "a" 1 }}'}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_part_says_what_the_whole_says(name: str, tmp_path: Path) -> None:
    templates, expected = CASES[name]
    chart = chart_of(tmp_path, templates)
    part = part_of(lambda manifest: manifest.name == "w", chart, VALUES)
    paths = {"sub/": "top/charts/sub/templates/", "": "top/templates/"}
    assert part.templates == {
        paths[path[: path.rfind("/") + 1]] + path.rpartition("/")[2] + ".yaml" for path in expected
    }
    assert fields(trace(chart, VALUES, part=part)) == fields(trace(chart, VALUES))
