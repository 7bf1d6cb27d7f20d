"""Small charts, each with values one after the other and the templates that these must make run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.chart import Chart, load_chart

if TYPE_CHECKING:
    from pathlib import Path


class Case(NamedTuple):
    """A chart by its files, and steps of values and names of templates."""

    name: str
    files: dict[str, str]
    steps: list[tuple[dict[str, Any], list[str]]]

    def write(self, folder: Path, helm_version: int = 4) -> Chart:
        for name, text in {"Chart.yaml": "apiVersion: v2\nname: top\nversion: 1.0.0\n", **self.files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text if name.endswith(("Chart.yaml", "values.yaml")) else f"kind: K\n{text}\n")
        return load_chart(str(folder), helm_version=helm_version)


_SUB = {"charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n"}
_A, _B = "templates/a.yaml", "templates/b.yaml"
_SUB_A, _SUB_B = "charts/sub/templates/a.yaml", "charts/sub/templates/b.yaml"

CHARTS = [
    Case(
        "keys",
        {_A: "a: {{ .Values.a }}", _B: "b: {{ .Values.b.c }}", "values.yaml": "a: 1\nb: {c: 1}\n"},
        [
            ({}, ["a.yaml", "b.yaml"]),
            ({}, []),
            ({"a": 2.0}, ["a.yaml"]),
            ({"a": 2}, ["a.yaml"]),  # an int64 where a float64 was: `typeOf` can tell
            ({"a": 2, "b": {"c": 1.0}}, []),
            ({"a": 2, "b": {"c": None}}, ["b.yaml"]),
            ({"unread": 1.0}, ["a.yaml", "b.yaml"]),
            ({"unread": 2.0}, []),
        ],
    ),
    Case(
        "a copy of the dot",
        {
            **_SUB,
            _A: "a: {{ (deepCopy .).Subcharts.sub.Values.x }}{{ (deepCopy .).Values.a }}",
            _B: "b: {{ .Values.b }}",
            "values.yaml": "a: 1\nb: 1\n",
            "charts/sub/values.yaml": "x: 1\n",
        },
        [
            ({}, ["a.yaml", "b.yaml"]),
            ({"b": 2.0}, ["a.yaml", "b.yaml"]),
            ({"b": 2.0, "sub": {"x": 3.0}}, ["a.yaml"]),
        ],
    ),
    Case(
        "all keys",
        {
            _A: "{{ range $k, $v := .Values }}{{ $k }}: {{ $v }}\n{{ end }}",
            _B: "b: {{ toJson .Values }}",
            "templates/c.yaml": 'c: {{ hasKey .Values "x" }}',
            "templates/d.yaml": "d: {{ len .Values }}",
            "templates/e.yaml": "e: {{ .Release.Name }}",
        },
        [
            ({}, ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]),
            ({"y": 1.0}, ["a.yaml", "b.yaml", "d.yaml"]),
            ({"y": 1.0, "x": 1.0}, ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]),
        ],
    ),
    Case(
        "through tpl, include and index",
        {
            "templates/_lib.tpl": '{{ define "lib" }}{{ .Values.a }}{{ end }}',
            _A: 'a: {{ include "lib" . }}',
            _B: 'b: {{ tpl .Values.text . }}{{ index .Values "c" }}',
            "values.yaml": "a: 1\ntext: '{{ .Values.t }}'\nt: 1\nc: 1\n",
        },
        [
            ({}, ["a.yaml", "b.yaml"]),
            ({"a": 2.0}, ["a.yaml"]),
            ({"a": 2.0, "t": 3.0}, ["b.yaml"]),
            ({"a": 2.0, "t": 3.0, "c": 4.0}, ["b.yaml"]),
            ({"a": 2.0, "t": 3.0, "c": 4.0, "text": "x"}, ["b.yaml"]),
            ({"a": 2.0, "t": 9.0, "c": 4.0, "text": "x"}, []),
        ],
    ),
    Case(
        "values that templates change",
        {
            _A: "a: {{ .Values.m.x }}",
            _B: '{{ if .Values.on }}{{ $_ := set .Values.m "x" "changed" }}{{ end }}b: {{ .Values.on }}',
            "values.yaml": "on: false\nm: {x: 1}\n",
        },
        [
            ({}, ["a.yaml", "b.yaml"]),
            # b runs and changes what a reads: both run once more.
            ({"on": True}, ["b.yaml", "a.yaml", "b.yaml"]),
            ({"on": True}, ["a.yaml", "b.yaml"]),
            ({"on": False}, ["a.yaml", "b.yaml"]),
            ({"on": False}, []),
        ],
    ),
    Case(
        "values at the top that templates change",
        {
            _A: "a: {{ .Values.x }}",
            _B: '{{ if .Values.on }}{{ $_ := set .Values "x" "changed" }}{{ end }}b: {{ .Values.on }}',
            "values.yaml": "on: false\nx: 1\n",
        },
        [({}, ["a.yaml", "b.yaml"]), ({"on": True}, ["b.yaml", "a.yaml", "b.yaml"])],
    ),
    Case(
        "a dot that templates share",
        {
            **_SUB,
            "charts/sub/values.yaml": "x: 1\n",
            _SUB_A: "a: {{ .shared }}",
            _SUB_B: '{{ $_ := set . "shared" .Values.x }}b: {{ .Values.x }}',
            _A: "a: {{ .Values.y }}",
        },
        [
            ({}, ["charts/sub/templates/a.yaml", "charts/sub/templates/b.yaml", "a.yaml"]),
            ({"y": 1.0}, ["a.yaml"]),
            ({"y": 1.0, "sub": {"x": 2.0}}, ["charts/sub/templates/a.yaml", "charts/sub/templates/b.yaml"]),
            ({"y": 2.0, "sub": {"x": 2.0}}, ["a.yaml"]),
            ({"y": 2.0, "sub": {"x": 3.0}}, ["charts/sub/templates/a.yaml", "charts/sub/templates/b.yaml"]),
        ],
    ),
    Case(
        "a dot that is seen from above",
        {
            **_SUB,
            "charts/sub/values.yaml": "x: 1\n",
            _SUB_A: '{{ $_ := set . "shared" .Values.x }}a: 1',
            _A: "a: {{ .Subcharts.sub.shared }}{{ .Values.y }}",
        },
        [
            ({}, ["charts/sub/templates/a.yaml", "a.yaml"]),
            ({"y": 1.0}, ["charts/sub/templates/a.yaml", "a.yaml"]),
        ],
    ),
    Case(
        "subcharts",
        {
            **_SUB,
            "charts/sub/values.yaml": "x: 1\nz: 1\n",
            _SUB_A: "a: {{ .Values.x }}",
            _SUB_B: "b: {{ .Values.global.g }}",
            _A: "a: {{ .Values.sub.x }}",
            _B: "b: {{ .Subcharts.sub.Values.x }}",
        },
        [
            ({}, ["charts/sub/templates/a.yaml", "charts/sub/templates/b.yaml", "a.yaml", "b.yaml"]),
            ({"sub": {"x": 2.0}}, ["charts/sub/templates/a.yaml", "a.yaml", "b.yaml"]),
            ({"sub": {"x": 2.0}, "global": {"g": 1.0}}, ["charts/sub/templates/b.yaml", "a.yaml"]),
            ({"sub": {"x": 2.0, "z": 2.0}, "global": {"g": 1.0}}, ["a.yaml"]),
        ],
    ),
    Case(
        "copies of values and of dots",
        {
            **_SUB,
            "charts/sub/values.yaml": "x: 1\n",
            _A: '{{ $c := deepCopy .Values }}{{ $_ := set $c "x" 1 }}a: {{ toJson $c }}',
            _B: "{{ $c := deepCopy .Values.sub }}b: {{ $c.x }} {{ typeOf $c }} {{ typeOf .Values }}",
        },
        [
            ({}, ["a.yaml", "b.yaml"]),
            ({"y": 1.0}, ["a.yaml"]),
            ({"sub": {"x": 5.0}}, ["a.yaml", "b.yaml"]),
        ],
    ),
    Case(
        "a chart that is switched on and off",
        {
            "Chart.yaml": "apiVersion: v2\nname: top\nversion: 1.0.0\n"
            "dependencies: [{name: sub, version: 1.0.0, condition: sub.on}]\n",
            **_SUB,
            "charts/sub/values.yaml": "x: 1\n",
            _SUB_A: "a: {{ .Values.x }}",
            _A: "a: 1",
        },
        [
            ({"sub": {"on": True}}, ["charts/sub/templates/a.yaml", "a.yaml"]),
            ({"sub": {"on": False}}, ["a.yaml"]),
            ({"sub": {"on": False, "x": 2.0}}, []),
            ({"sub": {"on": True, "x": 2.0}}, ["charts/sub/templates/a.yaml", "a.yaml"]),
        ],
    ),
]
