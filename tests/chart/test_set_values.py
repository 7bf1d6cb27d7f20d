"""The ``--set`` family against Helm's own answers, which ``tests/truth/strvals`` writes into the table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart import set_values
from chartloom.diagnostics import Span
from chartloom.diagnostics.text import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = {"greeting.txt": "hello\n", "number.txt": "42", "a,b.txt": "comma", "empty.txt": ""}
FLAGS: dict[str, Callable[[str, dict[str, Any]], None]] = {
    "--set": set_values.parse_set,
    "--set-string": set_values.parse_set_string,
    "--set-file": lambda text, into: set_values.parse_set_file(text, into, FILES.__getitem__),
    "--set-json": set_values.parse_set_json,
    "--set-literal": set_values.parse_set_literal,
}
ROWS = (Path(__file__).parent / "cases" / "set_values.jsonl").read_text(encoding="utf-8").splitlines()


def outcome(flag: str, text: str, into: dict[str, Any]) -> dict[str, str]:
    try:
        FLAGS[flag](text, into)
    except set_values.SetError as error:
        return {"error": error.go_message}
    # JSON text tells 1 from 1.0 and true; Python's equality does not.
    return {"out": json.dumps(into, sort_keys=True)}


@pytest.mark.parametrize("line", ROWS, ids=range(1, len(ROWS) + 1))
def test_as_helm(line: str) -> None:
    row = json.loads(line)
    # The numbers of a values file are floats.
    into = json.loads(line, parse_int=float).get("into", {})
    expected = {"error": row["error"]} if "error" in row else {"out": json.dumps(row["out"], sort_keys=True)}
    assert outcome(row["flag"], row["text"], into) == expected, row["text"]


# What a person reads: the flag, its text, and the whole diagnostic.
MESSAGES = json.loads((Path(__file__).parent / "cases" / "set_messages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("flag", "text", "shown"), MESSAGES)
def test_the_place_of_a_mistake_is_shown(flag: str, text: str, shown: list[str]) -> None:
    with pytest.raises(set_values.SetError) as caught:
        FLAGS[flag](text, {"name": "x", "none": None, "list": [1.0, True]})
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "set-syntax"
    assert format_diagnostic(diagnostic).splitlines() == shown


def test_the_place_is_in_the_line_of_the_flag() -> None:
    with pytest.raises(set_values.SetError) as caught:
        set_values.parse_set("a=1,b[x]=2", {})
    assert caught.value.diagnostics[0].span == Span("--set", 1, 7, 1)


def test_integers_are_of_the_given_class() -> None:
    class Wide(int):
        pass

    into: dict[str, Any] = {}
    set_values.parse_set("a=1,b={0,x},c=true", into, Wide)
    assert [type(v) for v in (into["a"], into["b"][0], into["c"])] == [Wide, Wide, bool]


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    into: dict[str, Any] = {}
    set_values.parse_set_string("a\udcff=\udcc3\udc28", into)
    assert into == {"a\ufffd": "\ufffd\ufffd"}


def test_what_reading_a_file_raises_passes_through() -> None:
    with pytest.raises(KeyError, match="absent"):
        set_values.parse_set_file("a=absent", {}, FILES.__getitem__)


@pytest.mark.parametrize("step", ["[0]", "[0].b"])
def test_lists_may_be_nested_a_hundred_deep(step: str) -> None:
    assert outcome("--set", f"a{step * 100}=1", {}).keys() == {"out"}
    # Ours alone: Helm sets no limit, but what is deeper could not be rendered.
    too_deep = "failed parsing --set data: more than 100 list indexes in one name"
    assert outcome("--set", f"a{step * 101}=1", {}) == {"error": too_deep}
    assert outcome("--set", f"a{step * 50_000}=1", {}) == {"error": too_deep}


@pytest.mark.parametrize("text", ["a=" + "[" * 100_000, '{"a":' * 100_000])
def test_deep_json_is_an_error(text: str) -> None:
    assert outcome("--set-json", text, {}) == {
        "error": f"failed parsing --set-json data{' JSON:' if text.startswith('{') else ''} {text}"
    }


LINES = st.text(alphabet=st.sampled_from("ab01.,=[]{}\\\"'-: é\ud800tnu"), max_size=24)
TREES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(
    flag=st.sampled_from([flag for flag in FLAGS if flag != "--set-file"]),
    text=LINES | st.text(max_size=24),
    into=st.dictionaries(st.sampled_from("ab"), TREES, max_size=2),
)
def test_nothing_but_set_errors(flag: str, text: str, into: dict[str, Any]) -> None:
    assert outcome(flag, text, into).keys() <= {"error", "out"}
