"""Which functions answer otherwise when they are asked again: those that look at a clock or throw dice."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from chartloom.sprig import chance, dates, times
from chartloom.sprig.catalogue import CATALOGUE, UNSTEADY
from tests.sprig.test_functions import GROUPS, render


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who asks for chance or for the time while a test runs."""
    found: list[str] = []

    def noted(name: str, ask: Any) -> Any:
        def answer(*args: int) -> Any:
            found.append(name)
            return ask(*args)

        return answer

    monkeypatch.setattr(chance, "urandom", noted("urandom", os.urandom))
    monkeypatch.setattr(os, "urandom", noted("urandom", os.urandom))
    for module in (dates, times):
        monkeypatch.setattr(module, "now", noted("now", times.now))
    return found


def test_what_is_unsteady_exists() -> None:
    assert set(CATALOGUE) >= UNSTEADY


@pytest.mark.parametrize("group", [g for g in GROUPS if g.partition(":")[0] != "regex"])
def test_no_other_function_asks_for_chance_or_time(group: str, asked: list[str]) -> None:
    for row in GROUPS[group]:
        asked.clear()
        render(row)
        words = set(re.findall(r"\w+", row.get("expr", "") + row.get("template", "")))
        assert not asked or words & UNSTEADY, row
