"""The table of words has keys that a service knows, and values that the library chart knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import chartloom.weave
from chartloom.matrix.fields import SERVICE
from chartloom.matrix.value_words import as_key, as_value

SCHEMA: dict[str, Any] = json.loads(
    (Path(chartloom.weave.__file__).parent / "library" / "service.values.schema.json").read_text("utf-8")
)
KEYS = [key for key in SERVICE.names() if as_value(key)]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = node
    if "$ref" in node:
        found = SCHEMA["definitions"][node["$ref"].rpartition("/")[2]]
    if "allOf" in found:
        found = {**resolved(found["allOf"][0]), **found}
    return found


@pytest.mark.parametrize("key", KEYS)
def test_a_value_is_one_of_the_library(key: str) -> None:
    node = SCHEMA
    for step in as_value(key).split("."):
        node = resolved(node)["properties"][step]
    assert node
    assert key not in SCHEMA["properties"]


@pytest.mark.parametrize("value", SCHEMA["properties"])
def test_a_key_is_one_of_a_service(value: str) -> None:
    assert as_key(value) in ("", *SERVICE.names())


def test_most_keys_are_there() -> None:
    assert len(KEYS) == 30
