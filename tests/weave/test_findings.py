"""Each file in cases/findings is an inventory whose keys are right and whose sum is wrong; the text is what is said.

``CHARTLOOM_RECORD=1 pytest tests/weave/test_findings.py`` writes the texts anew; read the difference, then commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chartloom.actions.weave import weave_charts
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.matrix import load_inventory, parse_inventory
from chartloom.weave.findings import find_mistakes

CASES = Path(__file__).parent / "cases" / "findings"
INVENTORIES = sorted(CASES.glob("*.yaml"))
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/service-matrix.yaml"))


@pytest.mark.parametrize("case", INVENTORIES, ids=lambda case: case.stem)
def test_what_is_wrong_is_said_once_and_with_its_line(case: Path) -> None:
    said = format_diagnostics(find_mistakes(parse_inventory(case.read_text("utf-8"))))
    if os.environ.get("CHARTLOOM_RECORD"):
        case.with_suffix(".txt").write_text(said, encoding="utf-8")
    assert said == case.with_suffix(".txt").read_text("utf-8")


def test_no_expected_text_lacks_its_inventory() -> None:
    assert sorted(CASES.glob("*.txt")) == [case.with_suffix(".txt") for case in INVENTORIES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_nothing_is_wrong_with_the_examples(example: Path) -> None:
    assert find_mistakes(load_inventory(example)) == ()


def test_an_error_weaves_nothing(tmp_path: Path) -> None:
    text = (CASES / "budget-never-met.yaml").read_text("utf-8")
    (tmp_path / "service-matrix.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ChartloomError) as caught:
        weave_charts(tmp_path)
    assert {finding.code for finding in caught.value.diagnostics} == {"budget-never-met"}
    assert [path.name for path in tmp_path.iterdir()] == ["service-matrix.yaml"]


def test_a_warning_keeps_nothing_from_being_woven(tmp_path: Path) -> None:
    text = (CASES / "production.yaml").read_text("utf-8")
    (tmp_path / "service-matrix.yaml").write_text(text, encoding="utf-8")
    result = weave_charts(tmp_path)
    assert result.is_clean
    assert {finding.code for finding in result.findings()} == {"no-replication", "unpinned-image"}
