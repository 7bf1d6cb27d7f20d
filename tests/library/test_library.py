"""The library chart does what its cases say, for our engine and for a real Helm alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library.case_files import Case, read_cases
from tests.library.rendering import HELM, Engine, Helm, Renderer, RenderError, assemble_chart, render_case

if TYPE_CHECKING:
    from pathlib import Path

CASES = read_cases()
NEEDS_HELM = [pytest.mark.helm, pytest.mark.skipif(not HELM, reason="no helm: set CHARTLOOM_HELM")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assemble_chart(tmp_path_factory.mktemp("library") / "shop")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    return Engine(folder)


@pytest.fixture(scope="module", params=["engine", pytest.param("helm", marks=NEEDS_HELM)])
def renderer(request: pytest.FixtureRequest, folder: Path, engine: Engine) -> Renderer:
    return engine if request.param == "engine" else Helm(folder)


def cases(outcome: str) -> pytest.MarkDecorator:
    """The cases of one outcome: error, notes or documents."""
    found = {name: case for name, case in CASES.items() if case.outcome == outcome}
    return pytest.mark.parametrize("case", found.values(), ids=found.keys())


@cases("documents")
def test_prints(engine: Engine, case: Case) -> None:
    assert case.mistakes(render_case(engine, case)) == [], case.title
    lines = engine.print_case(case).splitlines()
    assert [line for line in lines if line != line.rstrip()] == [], "trailing blanks"


@pytest.mark.helm
@pytest.mark.skipif(not HELM, reason="no helm: set CHARTLOOM_HELM")
@cases("documents")
def test_helm_prints_the_same(engine: Engine, folder: Path, case: Case) -> None:
    assert engine.print_case(case) == Helm(folder).print_case(case)


@cases("error")
def test_fails(renderer: Renderer, case: Case) -> None:
    with pytest.raises(RenderError) as raised:
        renderer.print_case(case)
    assert str(raised.value) == case.error.rstrip("\n"), case.title


@cases("notes")
def test_says(renderer: Renderer, case: Case) -> None:
    assert renderer.print_notes(case).rstrip("\n") == case.notes.rstrip("\n"), case.title


def test_the_library_must_keep_its_name(tmp_path: Path) -> None:
    folder = assemble_chart(tmp_path / "shop")
    described = folder / "Chart.yaml"
    described.write_text(described.read_text(encoding="utf-8") + "    alias: base\n", encoding="utf-8")
    (folder / "values.schema.json").unlink()
    with pytest.raises(RenderError) as raised:
        Engine(folder).print_case(Case(title="", values={}))
    assert str(raised.value) == (
        "the library chart common keeps its defaults under .Values.common: "
        "depend on it under its own name, without an alias"
    )
