"""What holds for any value and any text."""

from __future__ import annotations

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.yamlio import (
    Head,
    YamlError,
    read_head,
    read_json,
    read_yaml,
    to_json,
    to_yaml,
    to_yaml_pretty,
)
from chartloom.yamlio.plainhead import read_plain_head

# Without what YAML refuses or folds when it reads JSON: controls, U+0085, halves of characters, BOMs.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\ufffe\uffff").filter(
        lambda char: not "\x7f" <= char <= "\x9f"
    ),
    max_size=100,
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53).map(float)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
PARTS = [
    "kind: A",
    "metadata:",
    "name: b",
    "annotations:",
    "c: 'd'",
    '"e": "f g"',
    "- h",
    "{}",
    "i: >",
    "j",
    "k: [l, m]",
    "n: {o: p}",
    "q: r s",
    "t: u: v",
    "# w",
    "x: *y",
    "'z",
    "- - a",
    "? b",
    "\tc: d",
    "",
]
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - ", " "]),
        st.sampled_from(PARTS),
    ).map("".join),
    max_size=8,
).map("\n".join)


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_yaml_reads_back_as_it_was_written(value: object) -> None:
    assert read_yaml(to_yaml(value)) == value


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_pretty_yaml_reads_back_as_it_was_written(value: object) -> None:
    assert read_yaml(to_yaml_pretty(value)) == value


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_json_reads_back_as_it_was_written(value: object) -> None:
    assert read_json(to_json(value)) == value
    assert json.loads(to_json(value), parse_int=float) == value


@given(LINES)
@settings(max_examples=400, deadline=None)
def test_a_head_read_without_a_parser_is_the_head_that_a_parser_reads(text: str) -> None:
    plain = read_plain_head(text)
    if plain is not None:
        assert read_head(text.encode()) == Head(*plain)


@given(st.text(max_size=30) | LINES)
@settings(max_examples=300, deadline=None)
def test_a_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(YamlError):
        read_yaml(text)
