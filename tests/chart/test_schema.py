"""Schemas against the verdicts of Helm's own validator, which ``tests/truth/schema`` writes into the table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chartloom.chart.model import Chart, Metadata
from chartloom.chart.resolve import Instance
from chartloom.chart.schema import check_schemas
from chartloom.diagnostics import ChartloomError
from chartloom.sprig.regex import compile_go_regex

ROWS = (Path(__file__).parent / "cases" / "schema.jsonl").read_text(encoding="utf-8").splitlines()


def messages(schema: bytes, values: dict[str, Any]) -> list[str]:
    chart = Chart("shop", Metadata({"Name": "shop"}, ()), {}, schema, (), (), ())
    try:
        check_schemas(Instance(chart, "shop", "shop", ()), values, matches=go_matches)
    except ChartloomError as error:
        return [d.message for d in error.diagnostics]
    return []


def go_matches(pattern: str, text: str) -> bool:
    return compile_go_regex(pattern).matches(text)


@pytest.mark.parametrize("row", [json.loads(line) for line in ROWS], ids=range(1, len(ROWS) + 1))
def test_as_helm(row: dict[str, Any]) -> None:
    schema = row["text"] if "text" in row else json.dumps(row["schema"])
    found = messages(schema.encode(), row["values"])
    assert bool(found) == bool(row["error"]), (row, found)


MESSAGES = {
    "a reference that leads elsewhere": (
        b'{"$ref": "https://example.com/x.json"}',
        'schema of chart "shop": cannot load "https://example.com/x.json", which the schema refers to',
    ),
    "no JSON": (
        b'{"type": }',
        'schema of chart "shop": values.schema.json is no JSON: Expecting value: line 1 column 10 (char 9)',
    ),
    "no type": (
        b'{"properties": {"a": {"type": "strnig"}}}',
        'schema of chart "shop": is not valid against its metaschema: `properties.a.type`: '
        "'strnig' is not valid under any of the given schemas",
    ),
    "no draft": (
        b'{"$schema": "http://json-schema.org/draft-05/schema#"}',
        'schema of chart "shop": there is no draft "http://json-schema.org/draft-05/schema#" of JSON Schema',
    ),
    "too much": (
        json.dumps(
            {
                "$ref": "#/$defs/0",
                "$defs": {
                    **{str(at): {"allOf": [{"$ref": f"#/$defs/{at + 1}"}] * 2} for at in range(40)},
                    "40": {},
                },
            }
        ).encode(),
        'schema of chart "shop": its references take too many steps to follow',
    ),
    "endless": (b'{"$ref": "#"}', 'schema of chart "shop": its references never end'),
}


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "alternatives": (
        {
            "anyOf": [
                {"required": ["a"]},
                {"properties": {"b": {"type": "string"}, "c": {"anyOf": [False, False]}}},
            ]
        },
        {"b": 1, "c": 2},
        "none of the alternatives fits: 'a' is a required property; `b`: 1 is not of type 'string'; "
        "`c`: False schema does not allow 2",
    ),
    "two at once": ({"oneOf": [{}, True]}, {}, "more than one of the alternatives fits"),
    "a large value": (
        {"properties": {"a": {"type": "string"}}},
        {"a": ["x" * 80]},
        "`a`: the value is not of type 'string'",
    ),
    "an unknown key": (
        {"patternProperties": {"^x-": {}}, "additionalProperties": False},
        {"x-a": 1, "b": 1},
        'unknown key "b"',
    ),
    "a rule that is Helm's alone": (
        {
            "$schema": "https://json-schema.org/draft/2019-09/schema",
            "properties": {"a": {"contains": {"type": "number"}, "unevaluatedItems": False}},
        },
        {"a": [1]},
        "the schema refuses them",
    ),
}


@pytest.mark.parametrize("title", REFUSED)
def test_refused_values(title: str) -> None:
    schema, values, message = REFUSED[title]
    assert messages(json.dumps(schema).encode(), values) == [f'values of chart "shop": {message}']


@pytest.mark.parametrize("title", MESSAGES)
def test_schemas_that_cannot_be_used(title: str) -> None:
    schema, message = MESSAGES[title]
    assert messages(schema, {"a": 1}) == [message]


def test_schemas_elsewhere_are_read_by_whom_the_caller_names() -> None:
    chart = Chart(
        "shop",
        Metadata({"Name": "shop"}, ()),
        {},
        MESSAGES["a reference that leads elsewhere"][0],
        (),
        (),
        (),
    )
    asked: list[str] = []

    def load(uri: str) -> bytes:
        asked.append(uri)
        return b'{"required": ["b"]}'

    with pytest.raises(ChartloomError, match="'b' is a required property"):
        check_schemas(Instance(chart, "shop", "shop", ()), {}, load=load)
    assert asked == ["https://example.com/x.json"]
