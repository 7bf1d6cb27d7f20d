"""Globs and path patterns against the answers of Helm and Go, which ``tests/truth/patterns`` writes into the tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart.glob import TooHardError, compile_glob, path_match


def rows(name: str) -> list[dict[str, Any]]:
    table = Path(__file__).parent / "cases" / f"{name}.jsonl"
    return [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["glob"]) for row in rows("glob")])
def test_globs_as_helm(row: dict[str, Any]) -> None:
    matches = compile_glob(row["glob"])
    assert [name for name in row["names"] if matches(name)] == row["found"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["path"]) for row in rows("path_match")])
def test_path_patterns_as_go(row: dict[str, Any]) -> None:
    assert [name for name in row["names"] if path_match(row["path"], name)] == row["found"]


def test_a_name_that_is_no_utf8_can_be_matched() -> None:
    assert compile_glob("a*")("a\udce9")
    assert not compile_glob("b*")("a\udce9")


def test_a_long_glob_takes_no_long_time() -> None:
    assert compile_glob("?" * 500)("a" * 500)
    assert not compile_glob("*a" * 60)("a" * 59)


@pytest.mark.parametrize(
    "glob", ["{a," * 500, "[a-b]*" * 200, "*" * 101, "a" * 5000], ids=lambda glob: glob[:4]
)
def test_a_glob_that_nobody_writes_is_refused(glob: str) -> None:
    with pytest.raises(TooHardError):
        compile_glob(glob)


def test_work_for_a_glob_is_bounded() -> None:
    matches = compile_glob("[a-b]*" * 8 + "b")
    with pytest.raises(TooHardError):
        matches("ab/" * 300)


GLOBS = st.text(alphabet=st.sampled_from("ab*?[]!-{},\\/.é\ufffd\udce9"), max_size=16)


@settings(max_examples=300, deadline=None)
@given(GLOBS, st.text(alphabet=st.sampled_from("ab/.é\udce9"), max_size=8))
def test_every_text_is_a_pattern(pattern: str, name: str) -> None:
    assert compile_glob(pattern)(name) in (True, False)
    assert path_match(pattern, name) in (True, False)
