from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.matrix.graph import find_cycles, waves

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "graphs.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_waves(case: dict[str, Any]) -> None:
    assert [list(wave) for wave in waves(case["graph"])] == case["waves"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_circles(case: dict[str, Any]) -> None:
    assert [list(cycle) for cycle in find_cycles(case["graph"])] == case.get("cycles", [])


def test_a_long_chain_that_ends_in_a_circle_is_no_burden() -> None:
    graph = {str(n): [str(n + 1)] for n in range(3000)} | {"3000": ["2999"]}
    assert find_cycles(graph) == (("2999", "3000", "2999"),)
