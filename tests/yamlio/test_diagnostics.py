"""What a person reads of a broken text: message, place and hint of every frequent mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartloom.diagnostics.text import format_diagnostics
from chartloom.yamlio import (
    JsonError,
    YamlError,
    read_head,
    read_json,
    read_yaml,
    read_yaml_map,
    to_json,
    to_yaml,
)

CASES = Path(__file__).parent / "cases" / "diagnostics.jsonl"


@pytest.mark.parametrize(
    "case", [json.loads(line) for line in CASES.read_text(encoding="utf-8").split("\n") if line]
)
def test_points_at_the_mistake(case: dict[str, str]) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(case["text"], "values.yaml")
    (found,) = caught.value.diagnostics
    assert (str(found.span), found.message, found.hint) == (
        f"values.yaml:{case['at']}",
        case["message"],
        case.get("hint"),
    )


def test_shows_the_line() -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml("a: 1\nb: c: d\n", "values.yaml")
    assert format_diagnostics(caught.value.diagnostics) == (
        'error[yaml-syntax]: a second ": " in one line\n'
        "  --> values.yaml:2:5\n"
        "   |\n"
        " 2 | b: c: d\n"
        "   |     ^\n"
        "   = help: put the value in quotes if the colon belongs to it\n"
    )


def test_names_the_kind_that_was_expected() -> None:
    with pytest.raises(YamlError, match=r"^values\.yaml:2:1: expected a mapping, found a list$"):
        read_yaml_map("# values\n- a\n", "values.yaml")


def test_names_the_field_of_a_manifest() -> None:
    words = "cannot unmarshal array into Go struct field SimpleHead.kind of type string"
    with pytest.raises(YamlError, match=rf"^a\.yaml:1:1: {words}$"):
        read_head("kind: [a]\n", "a.yaml")


def test_calls_the_type_of_a_head_as_the_given_helm_does() -> None:
    with pytest.raises(YamlError) as caught:
        read_head("- a\n", "a.yaml", "releaseutil.SimpleHead")
    assert caught.value.go_message == (
        "error unmarshaling JSON: while decoding JSON: "
        "json: cannot unmarshal array into Go value of type releaseutil.SimpleHead"
    )


def test_points_into_json() -> None:
    with pytest.raises(JsonError) as caught:
        read_json('{"a": 1,\n "é": b}', "a.json")
    (found,) = caught.value.diagnostics
    assert str(found.span) == "a.json:2:7"
    assert found.message == "invalid character 'b' looking for beginning of value"
    assert found.source == ' "é": b}'


def test_refuses_what_json_cannot_say() -> None:
    with pytest.raises(
        JsonError, match=r"^the value cannot be written as JSON: json: unsupported value: NaN$"
    ):
        to_json([float("nan")])
    with pytest.raises(YamlError, match=r"unsupported type: complex128$"):
        to_yaml({"a": 1j})
