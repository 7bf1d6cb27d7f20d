"""The reference pages say what the programs say."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "docs" / "build_reference.py"
PAGES = runpy.run_path(str(BUILDER))["pages"]()


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_page_is_fresh(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path], "run: python docs/build_reference.py"
