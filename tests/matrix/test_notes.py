"""Each file in cases/notes is a valid inventory; the text beside it is what a person should know about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartloom.diagnostics.text import format_diagnostics
from chartloom.matrix import parse_inventory

CASES = Path(__file__).parent / "cases" / "notes"
INVENTORIES = sorted(CASES.glob("*.yaml"))


@pytest.mark.parametrize("case", INVENTORIES, ids=lambda case: case.stem)
def test_everything_inferred_is_noted(case: Path) -> None:
    notes = parse_inventory(case.read_text("utf-8")).notes
    assert format_diagnostics(notes) == case.with_suffix(".txt").read_text("utf-8")


def test_no_expected_text_lacks_its_inventory() -> None:
    assert sorted(CASES.glob("*.txt")) == [case.with_suffix(".txt") for case in INVENTORIES]
