"""The public doors: what they offer, that it loads, and that threads may use it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

import chartloom
from chartloom.gotmpl import ExecError, ParseError, Template

DOORS = ("chartloom", "chartloom.gotmpl", "chartloom.testing")


@pytest.fixture
def chart(tmp_path: Path) -> chartloom.Chart:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.2.3\n")
    (tmp_path / "values.yaml").write_text("replicas: 1\nnames: [a, b]\n")
    (tmp_path / "templates" / "_helpers.tpl").write_text(
        '{{ define "shop.name" }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}'
    )
    (tmp_path / "templates" / "objects.yaml").write_text(
        "{{- range .Values.names }}\n---\nkind: ConfigMap\napiVersion: v1\n"
        'metadata: {name: {{ include "shop.name" $ }}-{{ . }}}\n'
        "data: {replicas: {{ $.Values.replicas | quote }}}\n{{- end }}\n"
    )
    (tmp_path / "templates" / "job.yaml").write_text(
        "kind: Job\napiVersion: batch/v1\nmetadata:\n  name: seed\n"
        '  annotations: {helm.sh/hook: "post-install", helm.sh/hook-weight: "-5"}\n'
    )
    return chartloom.load_chart(str(tmp_path))


@pytest.mark.parametrize("door", DOORS)
def test_every_public_name_loads(door: str) -> None:
    module = import_module(door)
    assert sorted(module.__all__) == sorted(set(module.__all__))
    assert all(getattr(module, name) is not None for name in module.__all__)


@pytest.mark.parametrize("door", DOORS[:2])
def test_other_names_are_refused(door: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{door}' has no attribute 'rendre'"):
        _ = import_module(door).rendre


def test_the_version_of_helm_is_said_where_a_chart_is_loaded(chart: chartloom.Chart) -> None:
    folder = Path(chart.path)
    (folder / "templates" / "chart.yaml").write_text("# {{ kindOf .Chart }}\nkind: A\n")
    found = {
        version: [m.content for m in chartloom.render(loaded).manifests if m.kind == "A"]
        for version in (4, 3)
        for loaded in [chartloom.load_chart(chart.path, helm_version=version)]
    }
    assert found == {4: ["# map\nkind: A\n"], 3: ["# struct\nkind: A"]}
    with pytest.raises(ValueError, match="Helm 2 is not reproduced"):
        chartloom.load_chart(chart.path, helm_version=2)


def test_rendering_gives_objects(chart: chartloom.Chart) -> None:
    rendered = chartloom.render(chart, {"replicas": 3.0}, chartloom.Release("eu", "prod"))
    assert [(m.kind, m.name, m.source) for m in rendered.manifests] == [
        ("ConfigMap", "eu-shop-a", "shop/templates/objects.yaml"),
        ("ConfigMap", "eu-shop-b", "shop/templates/objects.yaml"),
    ]
    assert 'replicas: "3"' in rendered.manifests[0].content
    (hook,) = rendered.hooks
    assert hook.hook is not None
    assert (hook.name, hook.hook.events, hook.hook.weight) == ("seed", ("post-install",), -5)


def test_a_chart_is_not_changed_by_rendering(chart: chartloom.Chart) -> None:
    before = chartloom.render(chart).manifests[0].content
    chartloom.render(chart, {"names": ["x"], "replicas": 9.0})
    assert chartloom.render(chart).manifests[0].content == before


def test_threads_may_render_one_chart(chart: chartloom.Chart) -> None:
    def run(number: int) -> list[str]:
        rendered = chartloom.render(chart, {"replicas": float(number)})
        return [m.content for m in rendered.manifests]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(run, range(64)))
    assert results == [run(number) for number in range(64)]


def test_templates_alone() -> None:
    page = Template(
        {"row": '{{ define "cell" }}<{{ . }}>{{ end }}{{ range . }}{{ template "cell" . }}{{ end }}'}
    )
    assert page.names == ("cell", "row")
    assert page.execute("row", ["a", 1, None]) == "<a><1><<no value>>"


def test_templates_tell_where_they_fail() -> None:
    with pytest.raises(ParseError, match=r"^template: row:2: unexpected EOF$"):
        Template({"row": "\n{{ if . }}"})
    with pytest.raises(ExecError) as caught:
        Template({"row": "\n{{ .a.b.c }}"}).execute("row", {"a": {}})
    assert str(caught.value) == (
        'template: row:2:5: executing "row" at <.a.b.c>: nil pointer evaluating interface {}.c'
    )
