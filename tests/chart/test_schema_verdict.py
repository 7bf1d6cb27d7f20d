"""Our own validator: never against Helm, never against the validator that it saves us from loading."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart.schema_document import SchemaError, validator_of
from chartloom.chart.schema_verdict import judge_of, takes
from chartloom.sprig.regex import compile_go_regex

ROWS = (Path(__file__).parent / "cases" / "schema.jsonl").read_text(encoding="utf-8").splitlines()


def go_matches(pattern: str, text: str) -> bool:
    return compile_go_regex(pattern).matches(text)


def verdict(schema: str, value: Any) -> bool | None:
    judge = judge_of(schema.encode(), go_matches)
    return None if judge is None else takes(judge, whole(value))


def whole(value: Any) -> Any:
    """The value with whole numbers as integers, as values of charts come."""
    if isinstance(value, dict):
        return {key: whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def text_of(row: dict[str, Any]) -> str:
    return str(row["text"]) if "text" in row else json.dumps(row["schema"])


@pytest.mark.parametrize("row", [json.loads(line) for line in ROWS], ids=range(1, len(ROWS) + 1))
def test_never_against_helm(row: dict[str, Any]) -> None:
    assert verdict(text_of(row), row["values"]) in (None, not row["error"])


# Good values for which the other validator is asked. What is added here costs charts that have it a hundred
# milliseconds, once.
DOUBTS = {
    '{"properties": {"a": {"format": "ipv4"}}, "$schema": "urn:mine"}',
    '{"definitions": {"u": {"$ref": "#/definitions/missing"}}}',
    '{"definitions": {"u": {"$ref": "http://127.0.0.1:1/x.json"}}}',
    '{"properties": {"a": {"$ref": "urn:anything"}}}',
    '{"$ref": "http://json-schema.org/draft-07/schema#"}',
    '{"$vocabulary": {"https://example.com/mine": true}}',
    '{"$defs": {"\\n": {"type": "string"}}, "properties": {"a": {"$ref": "#/$defs/%0A"}}}',
    '{"$defs": {"\\u00e4": {"type": "string"}}, "properties": {"a": {"$ref": "#/$defs/%C3%A4"}}}',
    # Where a dynamic reference leads, the way to it decides.
    '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/strict", '
    '"$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false, "$defs": {"t": {"$id": '
    '"https://example.com/tree", "$dynamicAnchor": "node", "type": "object", "properties": {"kids": {"items": '
    '{"$dynamicRef": "#node"}}}}}}',
}


def test_doubts_are_rare() -> None:
    good = [row for row in map(json.loads, ROWS) if not row["error"]]
    assert {text_of(row) for row in good if verdict(text_of(row), row["values"]) is None} == DOUBTS


UNSURE: dict[str, tuple[str, Any]] = {
    "a number that Go reads otherwise": ('{"maximum": 1e40}', 1e30),
    "a choice of such numbers": ('{"enum": [1e30]}', 1e30),
    "more digits than a float has": ('{"maximum": 0.10000000000000001}', 0.1),
    "infinity": ('{"minimum": 0}', float("inf")),
    "a limit beyond all floats": ('{"maximum": 1e999}', 1),
    "endless": ('{"$ref": "#"}', 1),
    "a schema that denies itself": (
        '{"$ref": "#/$defs/a", "unevaluatedProperties": false, "$defs": {"a": {"anyOf": [{"properties": {"a": true}}, '
        '{"not": {"$ref": "#/$defs/a"}, "properties": {"b": true}}]}}}',
        {"a": 1, "b": 1},
    ),
    "a pattern that is none": ('{"patternProperties": {"(": true}}', {}),
    "other words for one URL": ('{"$id": "https://example.com/a/../b", "$ref": "#"}', 1),
    "a port": ('{"$id": "https://example.com:80/", "type": "string"}', "s"),
    "two schemas of one name": ('{"$defs": {"a": {"$id": "urn:a"}, "b": {"$id": "urn:a"}}}', 1),
    "two places of one name": ('{"$defs": {"a": {"$anchor": "a"}, "b": {"$anchor": "a"}}}', 1),
    "a name in a place that is no schema": ('{"$ref": "#/x", "x": {"$anchor": "a"}}', 1),
    "many items that may be the same": ('{"uniqueItems": true}', [[at] for at in range(201)]),
    "half a character": ('{"required": ["\\ud800"]}', {}),
    "an escape that is none": ('{"$ref": "#/$defs/%zz", "$defs": {"%zz": {}}}', 1),
    "not UTF-8": ('{"title": "\udcff"}', 1),
    "too deep": ('{"not":' * 20_000 + "{}" + "}" * 20_000, 1),
}


@pytest.mark.parametrize("title", UNSURE)
def test_what_is_left_to_the_other_validator(title: str) -> None:
    schema, value = UNSURE[title]
    judge = judge_of(schema.encode("utf-8", "surrogateescape"), go_matches)
    assert judge is None or takes(judge, value) is None


def test_small_relatives_of_these_are_judged() -> None:
    assert verdict('{"maximum": 1e40}', 1) is True
    assert verdict('{"maximum": 0.1}', 0.2) is False
    assert (
        verdict('{"$id": "https://example.com/b", "$ref": "#/$defs/a", "$defs": {"a": {"const": 1}}}', 1)
        is True
    )
    assert verdict('{"uniqueItems": true}', [[at] for at in range(20)]) is True


DRAFTS = (
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
)
NAMES = st.sampled_from(["a", "b", "ab", "x-1"])
NUMBERS = st.sampled_from([-1, 0, 1, 2, 3, 0.5, 1.5, 0.3])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.sampled_from(["", "a", "ab", "x-1", "127.0.0.1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
COUNTS = st.integers(0, 3)
TYPES = st.sampled_from(["null", "boolean", "number", "integer", "string", "array", "object"])
SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    "type": TYPES | st.lists(TYPES, min_size=1, unique=True),
    "const": VALUES,
    "enum": st.lists(VALUES, min_size=1, max_size=3),
    "format": st.sampled_from(["ipv4", "regex", "unheard-of"]),
    "pattern": st.sampled_from(["^a", "b$", "[x-z]-\\d", "^$"]),
    "required": st.lists(NAMES, unique=True, max_size=2),
    "multipleOf": st.sampled_from([1, 2, 0.1, 0.5]),
    "uniqueItems": st.booleans(),
    "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, unique=True, max_size=2), max_size=2),
    "$ref": st.sampled_from(["#", "#/$defs/a", "#/$defs/b", "#/properties/a"]),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), NUMBERS),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties"), COUNTS),
    **dict.fromkeys(("maxProperties", "minContains", "maxContains"), COUNTS),
}


def keywords_over(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Schemas around others."""
    table, some = st.dictionaries(NAMES, inner, max_size=3), st.lists(inner, min_size=1, max_size=3)
    around = {
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), some),
        **dict.fromkeys(("properties", "$defs", "dependentSchemas", "dependencies"), table),
        **dict.fromkeys(("not", "if", "then", "else", "contains", "propertyNames", "additionalItems"), inner),
        **dict.fromkeys(("additionalProperties", "unevaluatedProperties", "unevaluatedItems"), inner),
        "items": inner | some,
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "-"]), inner, max_size=2),
    }
    keywords = {**SIMPLE, **around}
    # A few of them: with all, nothing would fit.
    few = st.lists(st.sampled_from(sorted(keywords)), max_size=4, unique=True)
    return few.flatmap(lambda names: st.fixed_dictionaries({name: keywords[name] for name in names}))


SCHEMAS: st.SearchStrategy[Any] = st.recursive(st.booleans() | st.builds(dict), keywords_over, max_leaves=6)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(DRAFTS), SCHEMAS, st.lists(VALUES, min_size=1, max_size=4))
def test_never_against_the_other_validator(draft: str, schema: Any, values: list[Any]) -> None:
    document = {"$schema": draft, **schema} if isinstance(schema, dict) else schema
    text = json.dumps(document)
    if differs(draft, text):
        return
    for value in map(whole, values):
        ours = verdict(text, value)
        assert ours is None or ours == others(text, value), (text, value)


def differs(draft: str, text: str) -> bool:
    """Whether Helm has a rule of its own for such a schema, which the table of cases tells."""
    if "2019" in draft:  # items that `contains` has found count as seen for the other one
        return "unevaluatedItems" in text and "contains" in text
    return '"$ref"' in text and '"const"' in text  # which holds beside a reference up to draft 7


def others(schema: str, value: Any) -> bool | None:
    with suppress(RecursionError, SchemaError):
        return not list(validator_of(schema.encode(), go_matches).iter_errors(value))
    return None
