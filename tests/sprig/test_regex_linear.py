"""The linear way to search agrees with Python's ``re`` and with Go, and is as fast for the worst patterns."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig import regex
from chartloom.sprig.regex_linear import LinearRegex, Search
from chartloom.sprig.regex_syntax import translate
from tests.sprig.test_functions import render

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "regex.jsonl").read_text(encoding="utf-8").splitlines()
]
PIECES = st.sampled_from(
    ["a", "b", "c", "[ab]", ".", "[^a]", "é", r"\b", r"\B", "^", "$", "(?m:^)", "(?m:$)"]
)
PATTERNS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join).map("({})".format),
        # Of turns that match nothing, Go and Python remember different ones.
        st.tuples(inner.filter(lambda p: not re.compile(p).match("") and "$" not in p), st.sampled_from("*+"))
        .map(lambda pair: f"(?:a{pair[0]}){pair[1]}"),
        st.tuples(inner, st.sampled_from(["?", "??", "{2}", "{0}"])).map(lambda pair: f"({pair[0]}){pair[1]}"),
    ),
    max_leaves=8,
)  # fmt: skip
TEXTS = st.text("abcé\n", max_size=9)


@pytest.fixture
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "fast_below", lambda _: 0)
    compile_afresh = lru_cache(regex.compile_go_regex.__wrapped__)
    monkeypatch.setattr(regex, "compile_go_regex", compile_afresh)


@pytest.mark.usefixtures("_always")
def test_every_recorded_answer_of_go() -> None:
    for row in ROWS:
        assert render(row) == {key: row[key] for key in ("out", "error") if key in row}, row


@given(PATTERNS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_finds_what_backtracking_finds(pattern: str, text: str) -> None:
    python, _, tree = translate(pattern)
    backtracking = re.compile(python)
    wanted = backtracking.search(text)
    found = Search(LinearRegex(tree, backtracking.groups), text).search()
    assert (found and found.span()) == (wanted and wanted.span())
    for number in range(backtracking.groups + 1):
        assert (found and found.group(number)) == (wanted and wanted.group(number))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a*)*b", "a" * 50_000),
        ("(a|aa)+$", "a" * 50_000 + "b"),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 50_000),
        ("(x+x+)+y", "x" * 50_000),
        (".*.*=.*", "x" * 20_000),
        (r"\s+$", " " * 50_000 + "x"),
        ("(?:(?:a{0,10}){0,10}){0,9}b", "a" * 500),
        (r"(\w+\s*)+:$", "ab " * 10_000),
        (r"(?:\b|\b){900}!", "ab " * 20),
        ("(?:a|a|a){900}", "a" * 500),
    ],
)
def test_no_pattern_is_catastrophic(pattern: str, text: str) -> None:
    assert not regex.match(pattern, text)


def test_many_searches_in_one_text_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartloom.sprig.regex_linear._MOST_STEPS", 1_000_000)
    with pytest.raises(FunctionError) as caught:
        regex.find_all("a.*z|a", "a" * 20_000, -1)
    assert caught.value.message == "the regular expression is too large for a text of this length"


def test_a_huge_program_is_refused() -> None:
    with pytest.raises(FunctionError) as caught:
        regex.match("(a{1000}|b?)*" * 60 + "c", "a")
    assert caught.value.message == "the regular expression is too large"


def test_a_huge_pattern_is_refused() -> None:
    with pytest.raises(FunctionError) as caught:
        regex.must_find("(" * 100_001, "a")
    assert caught.value.message == f"error parsing regexp: expression too large: `{'(' * 100}…`"
