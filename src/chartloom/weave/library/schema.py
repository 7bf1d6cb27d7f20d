"""The schema of service charts: its parts joined into one file and described by the values' comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from chartloom.weave.library.comments import Key

__all__ = ["build_schema"]

Node = dict[str, Any]

_ROOT = "values.json"


def build_schema(parts: Path, keys: Sequence[Key], defaults: Mapping[str, Any]) -> str:
    """The text of the schema: ``values.json`` with every part in it, with descriptions and defaults.

    What stands under ``definitions`` of ``values.json`` is kept once, and references to it stay.
    """
    schema = _resolve({"$ref": _ROOT}, "", parts)
    for key in keys:
        _describe(schema, key, defaults)
    return json.dumps(schema, indent=1) + "\n"


def _resolve(node: Any, file: str, parts: Path) -> Any:
    if isinstance(node, list):
        return [_resolve(item, file, parts) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        return {key: _resolve(value, file, parts) for key, value in node.items()}
    name, _, pointer = node["$ref"].partition("#")
    if pointer and (name or file) == _ROOT:
        return {"$ref": f"#{pointer}"}
    target = _find(name or file, pointer, parts)
    own = {key: value for key, value in node.items() if key != "$ref"}
    return {**_resolve(target, name or file, parts), **_resolve(own, file, parts)}


def _find(file: str, pointer: str, parts: Path) -> Any:
    found = json.loads((parts / file).read_text(encoding="utf-8"))
    for step in pointer.split("/")[1:]:
        found = found[step]
    return found


def _describe(schema: Node, key: Key, defaults: Mapping[str, Any]) -> None:
    """Writes the key's description and default into the schema, which must know the key.

    A block that is said to be a definition takes its descriptions from there.
    """
    node, value = schema, defaults
    for name in key.path:
        if "allOf" in node:
            node.setdefault("description", key.text)
            return
        if "$ref" in node:
            node = schema["definitions"][node["$ref"].rpartition("/")[2]]
        node = node["properties"][name]
        value = value.get(name, {})
    node["description"] = key.text
    # The default of a block is the sum of its keys' defaults, and said there.
    if key.has_default and "properties" not in node:
        node["default"] = value
