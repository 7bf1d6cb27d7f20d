"""A renderer gives what a fresh rendering gives, whatever the values were before, and runs no more than it must."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from chartloom.chart import Chart, load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import Rendered, render
from chartloom.engine.renderer import Renderer
from chartloom.engine.running import run_one
from chartloom.weave import weave_fleet
from tests.engine.renderer_charts import CHARTS, Case
from tests.weave.inventories import robot_shop

if TYPE_CHECKING:
    from pathlib import Path


def texts(rendered: Rendered) -> list[tuple[str, str]]:
    return [(m.source, m.content) for m in (*rendered.manifests, *rendered.hooks)] + [
        ("notes", rendered.notes)
    ]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that run."""
    names: list[str] = []

    def noted(state: Any, jobs: Any, name: str) -> str:
        names.append(name.partition("/")[2].removeprefix("templates/"))
        return run_one(state, jobs, name)

    monkeypatch.setattr("chartloom.engine.renderer.run_one", noted)
    return names


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: case.name)
@pytest.mark.parametrize("helm_version", [3, 4])
def test_as_a_fresh_rendering(case: Case, helm_version: int, tmp_path: Path) -> None:
    chart = case.write(tmp_path, helm_version)
    again = Renderer(chart)
    for values, _ in case.steps:
        assert texts(again.render(values)) == texts(render(chart, values)), values


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: case.name)
def test_only_what_is_touched_runs(case: Case, tmp_path: Path, ran: list[str]) -> None:
    again = Renderer(case.write(tmp_path))
    for values, expected in case.steps:
        ran.clear()
        again.render(values)
        assert sorted(ran) == sorted(expected), values


def test_chance_is_thrown_again(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: dice\nversion: 1.0.0\n")
    (tmp_path / "templates" / "a.yaml").write_text('{{ tpl "{{ uuidv4 }}" . }}: 1\nkind: A\napiVersion: v1\n')
    again = Renderer(load_chart(str(tmp_path)))
    assert texts(again.render()) != texts(again.render())


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: sum\nversion: 1.0.0\n")
    (tmp_path / "templates" / "a.yaml").write_text('kind: A\nb: {{ required "b!" .Values.b }}\n')
    again = Renderer(load_chart(str(tmp_path)))
    before = texts(again.render({"b": 1.0}))
    with pytest.raises(ChartloomError, match="b!"):
        again.render()
    assert texts(again.render({"b": 1.0})) == before


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Chart:
    folder = tmp_path_factory.mktemp("woven")
    for path, data in weave_fleet(robot_shop()).files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return load_chart(str(folder / "helm" / "robot-shop"))


@pytest.mark.parametrize("seed", range(4))
def test_a_fleet_whose_values_change(woven: Chart, seed: int) -> None:
    chance = random.Random(seed)
    leaves = [(sub.name, *path) for sub in woven.subcharts for path in _leaves(sub.values)]
    again, values = Renderer(woven), dict[str, Any]()
    for path in chance.sample(leaves, 8):
        values = _with(values, path, chance.choice(["other", 7.0, True, {"a": 1.0}]))
        assert _outcome(again.render, values) == _outcome(lambda v: render(woven, v), values), path


def _outcome(call: Any, values: dict[str, Any]) -> object:
    try:
        return texts(call(values))
    except ChartloomError as error:
        return str(error)


def _leaves(table: dict[str, Any], *path: str) -> list[tuple[str, ...]]:
    found = []
    for key, value in table.items():
        found += _leaves(value, *path, key) if isinstance(value, dict) else [(*path, key)]
    return found


def _with(table: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    key, *rest = path
    inner = table.get(key)
    return {
        **table,
        key: _with(inner if isinstance(inner, dict) else {}, tuple(rest), value) if rest else value,
    }
