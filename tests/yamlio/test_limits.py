"""Hostile and odd input: bounded, refused with words, never a crash."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest

from chartloom.yamlio import YamlioError, read_head, read_json, read_yaml, to_json, to_yaml, to_yaml_pretty


def bomb(levels: int) -> str:
    lines = ["a0: &a0 lol"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (bomb(9), "yaml: document contains excessive aliasing"),
        ("[" * 10001, "yaml: exceeded max depth of 10000"),
        ("a: &a {b: *a}", "yaml: anchor 'a' value contains itself"),
    ],
)
def test_refuses_bombs_at_once(text: str, message: str) -> None:
    with pytest.raises(YamlioError) as caught:
        read_yaml(text)
    assert caught.value.go_message == f"error converting YAML to JSON: {message}"


def test_reads_as_deep_as_helm_does() -> None:
    depth = 0
    value: Any = read_yaml("[" * 9000 + "]" * 9000)
    while value:
        value, depth = value[0], depth + 1
    assert depth == 8999


def test_aliases_are_values_of_their_own() -> None:
    value: Any = read_yaml("a: &x {b: 1}\nc: *x")
    value["a"]["b"] = 2.0
    assert value["c"] == {"b": 1.0}


@pytest.mark.parametrize("write", [to_yaml, to_yaml_pretty, to_json])
def test_refuses_a_value_that_contains_itself(write: Any) -> None:
    value: dict[str, object] = {}
    value["self"] = value
    with pytest.raises(YamlioError, match=r"cycle|contains itself"):
        write(value)


@pytest.mark.parametrize(
    "text", ["a: " + "x " * 50_000, "a:\n" + "  b: '" * 5_000, "'" * 20_001, "a:" * 20_000]
)
def test_heads_of_long_odd_texts_take_no_time(text: str) -> None:
    with suppress(YamlioError):
        read_head(text)


def test_deep_json_is_refused() -> None:
    with pytest.raises(YamlioError) as caught:
        read_json("[" * 10001)
    assert caught.value.go_message == "invalid character '[' exceeded max depth"


def test_importing_the_package_loads_no_parser() -> None:
    code = "import sys, chartloom.yamlio; print([m for m in ('yaml', 'json', 'base64') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_head_needs_no_parser() -> None:
    code = (
        "import sys; from chartloom.yamlio import read_head;"
        "read_head('kind: A\\nmetadata:\\n  name: b\\n'); print('yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_refuses_a_map_that_holds_others_many_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartloom.yamlio.write.MOST_LINES", 1000)
    value: dict[str, object] = {"leaf": 1.0}
    for _ in range(40):
        value = {"one": value, "other": value}
    with pytest.raises(MemoryError, match="too many lines of YAML"):
        to_yaml(value)
