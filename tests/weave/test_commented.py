from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chartloom.weave.commented import Entry, write_entries, write_mapping
from chartloom.yamlio import read_yaml

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "commented.yaml").read_text("utf-8"))

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
SCALARS = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), TEXTS)
VALUES = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3))
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_text_of_values(case: dict[str, Any]) -> None:
    assert write_mapping((), case["values"]) == case["text"]


def test_comments_stand_apart() -> None:
    entries = [Entry("a", 1, "-- First."), Entry("b", 2), Entry("c", {"d": 3}, "-- Two\nlines.")]
    assert write_entries(("Header.", ""), entries) == (
        "# Header.\n#\n\n# -- First.\na: 1\nb: 2\n\n# -- Two\n# lines.\nc:\n  d: 3\n"
    )


def test_what_is_no_value_of_yaml() -> None:
    with pytest.raises(TypeError, match=r"\{1\} is no value of YAML"):
        write_mapping((), {"a": {1}})


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
@example(
    {"a": "two\nlines\n", "b": " x", "c": "~", "d": "1_000", "e": "0x1f", "f": "\x85\u2028\ufeff", "g": "-"}
)
@example({"a": "a long text " * 20, "b": {"c": ["x: y", "# no comment", "'", '"', "\\", "\t"]}})
@example({"<<": None, "a": "<<", "b": {"<<": []}})
@example({"a": 1e15, "b": 1e-7, "c": 123456789012345680.0, "d": -0.0})
def test_it_reads_back_as_it_was(values: dict[str, object]) -> None:
    assert read_yaml(write_mapping((), values)) == values
