"""The library chart does what its cases say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from tests.library.case_files import Case, read_cases
from tests.library.rendering import HELM, RenderError, TestChart

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.helm, pytest.mark.skipif(not HELM, reason="no helm: set CHARTLOOM_HELM")]
CASES = read_cases()


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> TestChart:
    return TestChart.assemble(tmp_path_factory.mktemp("library") / "shop")


def cases(outcome: str) -> pytest.MarkDecorator:
    """The cases of one outcome: error, notes or documents."""
    found = {name: case for name, case in CASES.items() if case.outcome == outcome}
    return pytest.mark.parametrize("case", found.values(), ids=found.keys())


@cases("documents")
def test_prints(chart: TestChart, case: Case) -> None:
    printed = chart.print_case(case.values, *case.options)
    documents = [document for document in yaml.safe_load_all(printed) if document]
    assert case.mistakes(documents) == [], case.title
    assert [line for line in printed.splitlines() if line != line.rstrip()] == [], "trailing blanks"


@cases("error")
def test_fails(chart: TestChart, case: Case) -> None:
    with pytest.raises(RenderError) as raised:
        chart.render_case(case.values, *case.options)
    assert str(raised.value) == case.error.rstrip("\n"), case.title


@cases("notes")
def test_says(chart: TestChart, case: Case) -> None:
    assert chart.print_notes(case.values) == case.notes, case.title


def test_the_same_values_give_the_same_text(chart: TestChart) -> None:
    values = CASES["presence/everything.yaml:1"].values
    assert chart.print_case(values) == chart.print_case(values)


def test_the_library_must_keep_its_name(tmp_path: Path) -> None:
    chart = TestChart.assemble(tmp_path / "shop")
    described = chart.folder / "Chart.yaml"
    described.write_text(described.read_text(encoding="utf-8") + "    alias: base\n", encoding="utf-8")
    (chart.folder / "values.schema.json").unlink()
    with pytest.raises(RenderError) as raised:
        chart.render_case({})
    assert str(raised.value) == (
        "the library chart common keeps its defaults under .Values.common: "
        "depend on it under its own name, without an alias"
    )
